namespace Amplify.Signing;

/// <summary>The outcome of verifying a request, with what an answer to the caller needs.</summary>
public sealed class SigV4Verification
{
    internal SigV4Verification()
    {
    }

    /// <summary>Gets whether the request is signed by the key that it names.</summary>
    public bool IsValid => Refusal == SigV4Refusal.None;

    /// <summary>Gets why the request was refused, or <see cref="SigV4Refusal.None"/>.</summary>
    public SigV4Refusal Refusal { get; internal init; }

    /// <summary>Gets what happened in words, fit for a log; it holds no secret.</summary>
    public string Message { get; internal init; } = "";

    /// <summary>Gets the credentials that the request was signed with, when they are known.</summary>
    public AwsCredentials? Credentials { get; internal init; }

    /// <summary>Gets the access key id that the request names, when it names one.</summary>
    public string? AccessKeyId { get; internal init; }

    /// <summary>Gets the scope that the request names, when it names one.</summary>
    public SigV4Scope? Scope { get; internal init; }

    /// <summary>Gets the request's date, when it has a readable one.</summary>
    public DateTimeOffset? RequestTime { get; internal init; }

    /// <summary>Gets the wrong parts of the scope when <see cref="Refusal"/> is <see cref="SigV4Refusal.CredentialScope"/>.</summary>
    public SigV4ScopeFaults ScopeFaults { get; internal init; }

    /// <summary>
    /// Gets what is missing when <see cref="Refusal"/> is <see cref="SigV4Refusal.IncompleteSignature"/>: of <c>Credential</c>, <c>Signature</c>,
    /// <c>SignedHeaders</c>, <c>X-Amz-Date</c>, in this order.
    /// </summary>
    public IReadOnlyList<string> MissingParameters { get; internal init; } = [];

    /// <summary>Gets the first part of the authorization header that is not <c>key=value</c>, when that is why it cannot be read.</summary>
    public string? MalformedPart { get; internal init; }

    /// <summary>Gets the canonical request as the server sees it, when the signature did not match.</summary>
    public string? CanonicalRequest { get; internal init; }

    /// <summary>Gets the string to sign as the server sees it, when the signature did not match.</summary>
    public string? StringToSign { get; internal init; }
}
