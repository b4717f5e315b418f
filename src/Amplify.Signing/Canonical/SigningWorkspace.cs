using System.Security.Cryptography;
using System.Text;
using Amplify.Signing.Keys;

namespace Amplify.Signing.Canonical;

/// <summary>
/// What one signature is worked out in: headers, canonical request, string to sign. Reused, since its buffers and hash object cost more than a signature.
/// </summary>
internal sealed class SigningWorkspace : IDisposable
{
    private readonly IncrementalHash _sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly CanonicalQuery _query = new();
    private readonly ByteBuffer _stringToSign = new();
    private int _signedHeadersStart;
    private int _signedHeadersLength;

    public SigningWorkspace() => Hashing = new HashingStream(_sha256);

    public CanonicalHeaders Headers { get; } = new();

    public ByteBuffer Request { get; } = new();

    /// <summary>Gets the stream that hashes what is written to it.</summary>
    public HashingStream Hashing { get; }

    public ReadOnlySpan<byte> SignedHeaders => Request.Written.Slice(_signedHeadersStart, _signedHeadersLength);

    public string CanonicalRequest => Encoding.UTF8.GetString(Request.Written);

    public string StringToSign => Encoding.UTF8.GetString(_stringToSign.Written);

    public void Clear() => Headers.Clear();

    /// <summary>Ends hashing and gives the hash in hexadecimal.</summary>
    public void FinishHash(Span<byte> hexadecimal)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        _sha256.GetHashAndReset(hash);
        Convert.TryToHexStringLower(hash, hexadecimal, out _);
    }

    /// <summary>Writes the canonical request out of the headers that were added and the rest that is given.</summary>
    public void BuildCanonicalRequest(
        string method,
        ReadOnlySpan<char> target,
        ReadOnlySpan<byte> payloadHash,
        bool normalizePath,
        bool isS3,
        ReadOnlySpan<byte> leftOutParameter = default,
        ReadOnlySpan<byte> alsoLeftOutParameter = default)
    {
        int question = target.IndexOf('?');
        ReadOnlySpan<char> path = question < 0 ? target : target[..question];
        ReadOnlySpan<char> query = question < 0 ? default : target[(question + 1)..];

        Request.Clear();
        Request.AppendUtf8(method);
        Request.Append((byte)'\n');
        CanonicalPath.Append(Request, path, normalizePath, encodeAgain: !isS3);
        Request.Append((byte)'\n');
        _query.Append(Request, query, leftOutParameter, alsoLeftOutParameter);
        Request.Append((byte)'\n');
        Headers.AppendLines(Request);
        Request.Append((byte)'\n');
        _signedHeadersStart = Request.Length;
        Headers.AppendNames(Request);
        _signedHeadersLength = Request.Length - _signedHeadersStart;
        Request.Append((byte)'\n');
        Request.Append(payloadHash);
    }

    /// <summary>Signs the canonical request that was built.</summary>
    /// <param name="key">The key.</param>
    /// <param name="amzDate">The time of signing as text.</param>
    /// <param name="signature">Receives 64 hexadecimal digits.</param>
    public void Sign(DerivedKey key, string amzDate, Span<byte> signature)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        _sha256.AppendData(Request.Written);
        _sha256.GetHashAndReset(hash);

        _stringToSign.Clear();
        _stringToSign.Append("AWS4-HMAC-SHA256\n"u8);
        _stringToSign.AppendAscii(amzDate);
        _stringToSign.Append((byte)'\n');
        _stringToSign.Append(key.Scope);
        _stringToSign.Append((byte)'\n');
        _stringToSign.AppendHex(hash);

        key.Sign(_stringToSign.Written, hash);
        Convert.TryToHexStringLower(hash, signature, out _);
    }

    /// <summary>Gives the value of the Authorization header.</summary>
    public string BuildAuthorization(DerivedKey key, ReadOnlySpan<byte> signature)
    {
        int start = _stringToSign.Length;
        _stringToSign.Append("AWS4-HMAC-SHA256 Credential="u8);
        _stringToSign.Append(key.Credential);
        _stringToSign.Append(", SignedHeaders="u8);
        _stringToSign.Append(SignedHeaders);
        _stringToSign.Append(", Signature="u8);
        _stringToSign.Append(signature);
        string authorization = Encoding.ASCII.GetString(_stringToSign.Written[start..]);
        _stringToSign.Truncate(start);
        return authorization;
    }

    /// <summary>Gives the names of the headers that were added, as a presigned URL lists them.</summary>
    public string JoinHeaderNames()
    {
        Request.Clear();
        Headers.AppendNames(Request);
        return Encoding.ASCII.GetString(Request.Written);
    }

    public void Dispose()
    {
        _sha256.Dispose();
        Hashing.Dispose();
    }
}
