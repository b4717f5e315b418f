using System.Text;
using System.Text.Json;

namespace Amplify.Local.Lambda;

/// <summary>Checks what a caller of Invoke sends besides the function's name.</summary>
internal static class InvokeInput
{
    /// <summary>Says what is wrong with a payload's JSON.</summary>
    /// <returns><see langword="null"/> when nothing is; no payload at all is fine.</returns>
    public static string? FaultOf(ReadOnlySpan<byte> payload)
    {
        if (payload.IsEmpty)
        {
            return null;
        }

        try
        {
            var reader = new Utf8JsonReader(payload);
            while (reader.Read())
            {
            }

            return null;
        }
        catch (JsonException exception)
        {
            return exception.Message;
        }
    }

    /// <summary>Reads the client context, which travels as base64.</summary>
    public static bool TryDecodeContext(string? header, out string? context)
    {
        context = null;
        if (header is null)
        {
            return true;
        }

        byte[] bytes = new byte[header.Length];
        if (!Convert.TryFromBase64String(header, bytes, out int length) || FaultOf(bytes.AsSpan(0, length)) is not null)
        {
            return false;
        }

        context = Encoding.UTF8.GetString(bytes, 0, length);
        return true;
    }
}
