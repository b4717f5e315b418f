using System.Buffers;
using System.Text;

namespace Amplify.Core.Http;

/// <summary>RFC 3986 percent-encoding of the parts of a wire target.</summary>
internal static class PercentEncoding
{
    private const string UnreservedCharacters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    // All that a query may hold raw: API Gateway takes a raw `;` for a separator and refuses a raw `|`.
    private static readonly SearchValues<char> Unreserved = SearchValues.Create(UnreservedCharacters);

    // What a path may hold raw. A server is given these as the caller wrote them: `@` and `%40` are two values to a Lambda handler.
    private static readonly SearchValues<char> PathCharacters = SearchValues.Create(UnreservedCharacters + "/!$&'()*+,;=:@");

    /// <summary>Appends a path, keeping what is encoded already.</summary>
    public static void AppendPath(StringBuilder target, ReadOnlySpan<char> path, string parameter) =>
        Append(target, path, PathCharacters, keepEncoded: true, plusIsSpace: false, parameter);

    /// <summary>Appends a name or value of a query that the caller wrote, keeping what is encoded already; a plus means a space there.</summary>
    public static void AppendWrittenQuery(StringBuilder target, ReadOnlySpan<char> part, string parameter) =>
        Append(target, part, Unreserved, keepEncoded: true, plusIsSpace: true, parameter);

    /// <summary>Appends a name or value of a query that stands for itself, whatever it holds.</summary>
    public static void AppendData(StringBuilder target, ReadOnlySpan<char> data, string parameter) =>
        Append(target, data, Unreserved, keepEncoded: false, plusIsSpace: false, parameter);

    /// <summary>Decodes a name of a query that the caller wrote, to compare it.</summary>
    public static string DecodeWrittenQuery(ReadOnlySpan<char> part) => Uri.UnescapeDataString(part.ToString().Replace('+', ' '));

    private static void Append(
        StringBuilder target, ReadOnlySpan<char> text, SearchValues<char> allowed, bool keepEncoded, bool plusIsSpace, string parameter)
    {
        Span<byte> utf8 = stackalloc byte[4];
        while (!text.IsEmpty)
        {
            int plain = text.IndexOfAnyExcept(allowed);
            if (plain != 0)
            {
                ReadOnlySpan<char> run = plain < 0 ? text : text[..plain];
                target.Append(run);
                text = text[run.Length..];
                continue;
            }

            if (keepEncoded && IsEncoded(text))
            {
                target.Append(text[..3]);
                text = text[3..];
                continue;
            }

            if (plusIsSpace && text[0] == '+')
            {
                target.Append("%20");
                text = text[1..];
                continue;
            }

            Rune rune = ReadRune(text, parameter);
            foreach (byte unit in utf8[..rune.EncodeToUtf8(utf8)])
            {
                target.Append('%').Append(Convert.ToHexString([unit]));
            }

            text = text[rune.Utf16SequenceLength..];
        }
    }

    private static bool IsEncoded(ReadOnlySpan<char> text) =>
        text.Length > 2 && text[0] == '%' && char.IsAsciiHexDigit(text[1]) && char.IsAsciiHexDigit(text[2]);

    private static Rune ReadRune(ReadOnlySpan<char> text, string parameter)
    {
        if (Rune.DecodeFromUtf16(text, out Rune rune, out _) != OperationStatus.Done)
        {
            throw new ArgumentException($"The text holds half a surrogate pair, U+{(int)text[0]:X4}, which has no UTF-8 form.", parameter);
        }

        return Rune.IsControl(rune)
            ? throw new ArgumentException(
                $"The text holds the control character U+{rune.Value:X4}. Neither a path nor a query may; remove it.", parameter)
            : rune;
    }
}
