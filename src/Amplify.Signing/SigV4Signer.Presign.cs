using System.Globalization;
using System.Text;
using Amplify.Signing.Canonical;
using Amplify.Signing.Http;
using Amplify.Signing.Keys;

namespace Amplify.Signing;

/// <content>The query form: a URL that carries its signature.</content>
public sealed partial class SigV4Signer
{
    /// <summary>Signs a raw request in its query.</summary>
    /// <param name="request">The request; it needs a <c>host</c> header, and whoever uses the URL must send all of its headers.</param>
    /// <param name="credentials">The credentials to sign with.</param>
    /// <param name="scope">The region and service to sign for.</param>
    /// <param name="time">The time of signing.</param>
    /// <param name="expires">How long the URL is valid: from one second to seven days, in whole seconds.</param>
    /// <param name="options">How to sign, or <see langword="null"/> for the common form. For <c>s3</c> the payload is always unsigned.</param>
    /// <returns>The target with the signing parameters; no headers to add.</returns>
    /// <exception cref="ArgumentException">The request has no <c>host</c> header, or a header's name is not a token.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="expires"/> is outside one second to seven days.</exception>
    public SigV4Signature Presign(
        SigV4Request request,
        AwsCredentials credentials,
        SigV4Scope scope,
        DateTimeOffset time,
        TimeSpan expires,
        SigV4Options? options = null)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(credentials);
        ThrowIfIncomplete(scope);
        ArgumentOutOfRangeException.ThrowIfLessThan(expires, TimeSpan.FromSeconds(1));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(expires, TimeSpan.FromDays(7));
        options ??= SigV4Options.Default;

        using Rented rented = Rent();
        SigningWorkspace workspace = rented.Workspace;
        bool isS3 = IsS3(scope);
        string payloadHash = AddHeaders(workspace, request)
            ?? (isS3 || options.UnsignedPayload ? SigV4PayloadHash.UnsignedPayload : request.PayloadHash);
        DerivedKey key = _keys.Get(time, scope, credentials);
        string amzDate = FormatTime(time);
        string signedHeaders = workspace.JoinHeaderNames();
        string target = AppendParameters(request.Target, key, amzDate, expires, signedHeaders);
        string? tokenParameter = credentials.SessionToken is { } token ? $"&{HeaderNames.SecurityToken}={Uri.EscapeDataString(token)}" : null;
        string signed = options.SignSessionToken ? target + tokenParameter : target;

        workspace.BuildCanonicalRequest(request.Method, signed, Encoding.UTF8.GetBytes(payloadHash), options.NormalizePath && !isS3, isS3);
        Span<byte> signature = stackalloc byte[SignatureLength];
        workspace.Sign(key, amzDate, signature);
        string presigned = $"{target}{tokenParameter}&{HeaderNames.AmzSignature}={Encoding.ASCII.GetString(signature)}";
        return ToSignature(workspace, signature, signedHeaders, presigned, [], options);
    }

    /// <summary>Makes a URL that carries its signature, for a request with no headers of its own and no body.</summary>
    /// <param name="method">The method that the URL will be used with.</param>
    /// <param name="uri">The absolute URL.</param>
    /// <param name="credentials">The credentials to sign with.</param>
    /// <param name="scope">The region and service to sign for.</param>
    /// <param name="time">The time of signing.</param>
    /// <param name="expires">How long the URL is valid: from one second to seven days, in whole seconds.</param>
    /// <param name="options">How to sign, or <see langword="null"/> for the common form.</param>
    /// <returns>The URL, which .NET sends as it is.</returns>
    /// <exception cref="ArgumentException">The URL is not absolute, or holds a character that cannot be sent.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="expires"/> is outside one second to seven days.</exception>
    public Uri Presign(
        HttpMethod method,
        Uri uri,
        AwsCredentials credentials,
        SigV4Scope scope,
        DateTimeOffset time,
        TimeSpan expires,
        SigV4Options? options = null)
    {
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(uri);
        string target = WireTarget.Of(uri, nameof(uri));
        SigV4Request request = new(HttpMethod.Parse(method.Method).Method, target, [new(HeaderNames.Host, WireTarget.HostOf(uri))]);
        SigV4Signature signature = Presign(request, credentials, scope, time, expires, options);
        return new Uri(uri.GetLeftPart(UriPartial.Authority) + signature.Target, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
    }

    private static string AppendParameters(string target, DerivedKey key, string amzDate, TimeSpan expires, string signedHeaders)
    {
        StringBuilder text = new(target);
        text.Append(target.Contains('?', StringComparison.Ordinal) ? '&' : '?')
            .Append(HeaderNames.AmzAlgorithm).Append('=').Append(HeaderNames.Algorithm)
            .Append('&').Append(HeaderNames.AmzCredential).Append('=').Append(Uri.EscapeDataString(Encoding.UTF8.GetString(key.Credential)))
            .Append('&').Append(HeaderNames.AmzDate).Append('=').Append(amzDate)
            .Append('&').Append(HeaderNames.AmzSignedHeaders).Append('=').Append(Uri.EscapeDataString(signedHeaders))
            .Append('&').Append(HeaderNames.AmzExpires).Append('=').Append(CultureInfo.InvariantCulture, $"{(long)expires.TotalSeconds}");
        return text.ToString();
    }
}
