using System.Security.Cryptography;

namespace Amplify.Signing;

/// <summary>The values that stand for a body in a canonical request.</summary>
public static class SigV4PayloadHash
{
    /// <summary>The SHA-256 of no bytes, in lower-case hexadecimal.</summary>
    public const string Empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    /// <summary>The literal that leaves the body outside the signature.</summary>
    public const string UnsignedPayload = "UNSIGNED-PAYLOAD";

    /// <summary>Hashes a body that is in memory.</summary>
    /// <param name="body">The bytes that will be sent.</param>
    /// <returns>64 lower-case hexadecimal digits.</returns>
    public static string Of(ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty)
        {
            return Empty;
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(body, hash);
        return Convert.ToHexStringLower(hash);
    }

    /// <summary>Hashes a stream from its position to its end.</summary>
    /// <param name="body">The stream; it is left at its end.</param>
    /// <param name="cancellationToken">Cancels reading.</param>
    /// <returns>64 lower-case hexadecimal digits.</returns>
    public static async ValueTask<string> OfAsync(Stream body, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(body);
        byte[] hash = await SHA256.HashDataAsync(body, cancellationToken).ConfigureAwait(false);
        return Convert.ToHexStringLower(hash);
    }
}
