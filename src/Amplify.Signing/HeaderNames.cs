namespace Amplify.Signing;

/// <summary>The headers and query parameters that carry a signature.</summary>
internal static class HeaderNames
{
    public const string Algorithm = "AWS4-HMAC-SHA256";
    public const string Terminator = "aws4_request";

    public const string Host = "Host";
    public const string Date = "Date";
    public const string AcceptEncoding = "Accept-Encoding";
    public const string Authorization = "Authorization";
    public const string AmzDate = "X-Amz-Date";
    public const string SecurityToken = "X-Amz-Security-Token";
    public const string ContentSha256 = "x-amz-content-sha256";

    public const string AmzAlgorithm = "X-Amz-Algorithm";
    public const string AmzCredential = "X-Amz-Credential";
    public const string AmzSignedHeaders = "X-Amz-SignedHeaders";
    public const string AmzExpires = "X-Amz-Expires";
    public const string AmzSignature = "X-Amz-Signature";
}
