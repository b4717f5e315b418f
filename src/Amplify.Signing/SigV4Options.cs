namespace Amplify.Signing;

/// <summary>How a request is signed, where a service departs from the common form.</summary>
/// <remarks>
/// The defaults are right for API Gateway, AppSync, Lambda and nearly every other service. For the service <c>s3</c> the path is
/// always encoded once and never normalised, and the payload hash always travels in <c>x-amz-content-sha256</c>, whatever is set here.
/// See <see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">Create a signed AWS API request</see>.
/// </remarks>
public sealed class SigV4Options
{
    /// <summary>Gets whether <c>.</c> and <c>..</c> segments and doubled slashes are resolved in the canonical path.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool NormalizePath { get; init; } = true;

    /// <summary>Gets whether the session token is covered by the signature. When it is not, it is added after signing.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool SignSessionToken { get; init; } = true;

    /// <summary>Gets whether the body stays outside the signature (<c>UNSIGNED-PAYLOAD</c>). Use it over https only.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool UnsignedPayload { get; init; }

    /// <summary>Gets whether the payload hash is also sent and signed as <c>x-amz-content-sha256</c>.</summary>
    /// <value>Default: <see langword="false"/>; always so for <c>s3</c> and for an unsigned payload.</value>
    public bool IncludePayloadHash { get; init; }

    /// <summary>Gets whether the result carries the canonical request and the string to sign, for a person to read.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool CaptureCanonicalRequest { get; init; }

    internal static SigV4Options Default { get; } = new();
}
