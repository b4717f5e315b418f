namespace Amplify.Signing;

/// <summary>What signing a raw request gave: what to send, and how it came about.</summary>
public sealed class SigV4Signature
{
    internal SigV4Signature(
        string signature,
        string signedHeaders,
        string target,
        IReadOnlyList<KeyValuePair<string, string>> headers,
        string? canonicalRequest,
        string? stringToSign)
    {
        Signature = signature;
        SignedHeaders = signedHeaders;
        Target = target;
        Headers = headers;
        CanonicalRequest = canonicalRequest;
        StringToSign = stringToSign;
    }

    /// <summary>Gets the signature: 64 lower-case hexadecimal digits.</summary>
    public string Signature { get; }

    /// <summary>Gets the names that the signature covers, lower case, sorted, separated by <c>;</c>.</summary>
    public string SignedHeaders { get; }

    /// <summary>Gets path and query to send: the request's own, or with the signing parameters when presigned.</summary>
    public string Target { get; }

    /// <summary>Gets the headers to add to the request, all of them; empty when presigned.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; }

    /// <summary>Gets the canonical request, when <see cref="SigV4Options.CaptureCanonicalRequest"/> asked for it.</summary>
    public string? CanonicalRequest { get; }

    /// <summary>Gets the string to sign, when <see cref="SigV4Options.CaptureCanonicalRequest"/> asked for it.</summary>
    public string? StringToSign { get; }
}
