using System.Buffers;
using System.Text;

namespace Amplify.Signing.Canonical;

/// <summary>
/// Percent-encoding as SigV4 defines it: everything but RFC 3986's unreserved characters, upper-case digits. Total over any text: what is not
/// well-formed UTF-16 counts as U+FFFD, and a percent sign that starts no escape is a percent sign.
/// </summary>
internal static class PercentEncoding
{
    private const string Unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    private static readonly SearchValues<char> UnreservedCharacters = SearchValues.Create(Unreserved);
    private static readonly SearchValues<char> UnreservedAndSlash = SearchValues.Create(Unreserved + "/");

    /// <summary>Encodes a path, slashes kept. Escapes that it holds are encoded again.</summary>
    public static void AppendPath(ByteBuffer buffer, ReadOnlySpan<char> path)
    {
        while (!path.IsEmpty)
        {
            path = path[AppendLeading(buffer, path, UnreservedAndSlash)..];
            if (!path.IsEmpty)
            {
                path = path[AppendEscapedRune(buffer, path)..];
            }
        }
    }

    /// <summary>
    /// Brings a path that was encoded for the wire to the one form that encodes it once, slashes kept. An escaped slash is a part of a name, and
    /// stays escaped, as botocore leaves it.
    /// </summary>
    public static void AppendPathOnce(ByteBuffer buffer, ReadOnlySpan<char> path)
    {
        while (!path.IsEmpty)
        {
            path = path[AppendLeading(buffer, path, UnreservedAndSlash)..];
            if (TryReadEscape(path, out byte value))
            {
                AppendByte(buffer, value);
                path = path[3..];
            }
            else if (!path.IsEmpty)
            {
                path = path[AppendEscapedRune(buffer, path)..];
            }
        }
    }

    /// <summary>Brings a name or value of a query, which may be escaped in part, to the one canonical form; a plus means a space.</summary>
    public static void AppendQueryComponent(ByteBuffer buffer, ReadOnlySpan<char> component)
    {
        while (!component.IsEmpty)
        {
            component = component[AppendLeading(buffer, component, UnreservedCharacters)..];
            if (component.IsEmpty)
            {
                return;
            }

            int consumed;
            if (component[0] == '+')
            {
                buffer.Append("%20"u8);
                consumed = 1;
            }
            else if (TryReadEscape(component, out byte value))
            {
                AppendByte(buffer, value);
                consumed = 3;
            }
            else
            {
                consumed = AppendEscapedRune(buffer, component);
            }

            component = component[consumed..];
        }
    }

    private static int AppendLeading(ByteBuffer buffer, ReadOnlySpan<char> text, SearchValues<char> kept)
    {
        int length = text.IndexOfAnyExcept(kept);
        length = length < 0 ? text.Length : length;
        buffer.AppendAscii(text[..length]);
        return length;
    }

    private static int AppendEscapedRune(ByteBuffer buffer, ReadOnlySpan<char> text)
    {
        _ = Rune.DecodeFromUtf16(text, out Rune rune, out int consumed);
        Span<byte> utf8 = stackalloc byte[4];
        int count = rune.EncodeToUtf8(utf8);
        foreach (byte value in utf8[..count])
        {
            AppendEscape(buffer, value);
        }

        return consumed;
    }

    private static void AppendByte(ByteBuffer buffer, byte value)
    {
        if (UnreservedCharacters.Contains((char)value))
        {
            buffer.Append(value);
        }
        else
        {
            AppendEscape(buffer, value);
        }
    }

    private static void AppendEscape(ByteBuffer buffer, byte value)
    {
        ReadOnlySpan<byte> digits = "0123456789ABCDEF"u8;
        Span<byte> room = buffer.Reserve(3);
        room[2] = digits[value & 0xF];
        room[1] = digits[value >> 4];
        room[0] = (byte)'%';
        buffer.Advance(3);
    }

    private static bool TryReadEscape(ReadOnlySpan<char> text, out byte value)
    {
        value = 0;
        if (text.Length < 3 || text[0] != '%' || !char.IsAsciiHexDigit(text[1]) || !char.IsAsciiHexDigit(text[2]))
        {
            return false;
        }

        value = (byte)((FromHex(text[1]) << 4) | FromHex(text[2]));
        return true;
    }

    private static int FromHex(char digit) => char.IsAsciiDigit(digit) ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
