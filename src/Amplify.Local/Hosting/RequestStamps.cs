using System.Globalization;

namespace Amplify.Local.Hosting;

/// <summary>The other identifiers that the services derive for a request.</summary>
internal static class RequestStamps
{
    // 11 bytes are 16 characters of base64 with one '=', the shape that API Gateway's own ids have.
    private const int ExtendedIdBytes = 11;

    public static string ExtendedRequestId(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes);
        return Convert.ToBase64String(bytes[..ExtendedIdBytes]);
    }

    /// <summary>Gives an X-Ray trace id: the caller's root when it sent one, a new one otherwise.</summary>
    public static string TraceId(Guid id, DateTimeOffset time, string? received)
    {
        if (received is not null)
        {
            foreach (Range part in received.AsSpan().Split(';'))
            {
                ReadOnlySpan<char> text = received.AsSpan()[part].Trim();
                if (text.StartsWith("Root=", StringComparison.Ordinal))
                {
                    return text.ToString();
                }
            }
        }

        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Root=1-{(uint)time.ToUnixTimeSeconds():x8}-{Convert.ToHexStringLower(bytes[4..])}");
    }
}
