using System.Globalization;

namespace Amplify.Signing;

/// <summary>The form of time in SigV4: <c>20150830T123600Z</c>.</summary>
internal static class AmzDate
{
    public const int Length = 16;
    public const string Format = "yyyyMMdd'T'HHmmss'Z'";

    public static string ToText(DateTimeOffset time) => time.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);

    public static bool TryParse(string? text, out DateTimeOffset time) => DateTimeOffset.TryParseExact(
        text, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);
}
