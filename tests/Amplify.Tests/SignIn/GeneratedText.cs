using System.Text;

namespace Amplify.Tests.SignIn;

/// <summary>Names and passwords of any script, in either form of Unicode, with spaces at their ends, as long as they may be.</summary>
internal static class GeneratedText
{
    private const int Longest = 256;

    private static readonly string[] Parts =
        ["a", "Z", "9", "\u00e9", "e\u0301", "\u1e69", "s\u0323\u0307", "ß", "İ", "ı", "Å", "漢", "ไทย", "\u05d0", "😀", "👩‍👩‍👧", "\"", "\\", ":", "\u00a0", "\ufeff"];

    public static string Name(Random random) => Text(random, random.Next(1, 24)).Trim() is { Length: > 0 } name ? name : "n";

    public static string Password(Random random)
    {
        int longest = random.Next(10) == 0 ? Longest : random.Next(1, 64);
        string text = Text(random, longest);
        return random.Next(5) switch
        {
            0 => Cut(" " + text, longest),
            1 => Cut(text, longest - 1) + " ",
            2 => Cut(text.Normalize(NormalizationForm.FormD), longest),
            _ => text,
        };
    }

    private static string Text(Random random, int length)
    {
        var text = new StringBuilder();
        while (text.Length < length)
        {
            text.Append(Parts[random.Next(Parts.Length)]);
        }

        return Cut(text.ToString(), length);
    }

    // Half of a surrogate pair is no text.
    private static string Cut(string text, int length)
    {
        string cut = text.Length > length ? text[..length] : text;
        return cut.Length > 0 && char.IsHighSurrogate(cut[^1]) ? cut[..^1] + "x" : cut;
    }
}
