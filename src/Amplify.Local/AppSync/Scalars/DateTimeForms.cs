using System.Globalization;
using System.Text.RegularExpressions;

namespace Amplify.Local.AppSync.Scalars;

/// <summary>The forms of days and times, after ISO 8601.</summary>
internal static partial class DateTimeForms
{
    private const string Day = @"(?<day>[0-9]{4}-[0-9]{2}-[0-9]{2})";
    private const string Time = @"([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,9})?)?";
    private const string Offset = @"(Z|[+-](0[0-9]|1[0-8]):[0-5][0-9](:[0-5][0-9])?)";

    public static bool IsDate(string text) => IsDay(DatePattern().Match(text));

    public static bool IsTime(string text) => TimePattern().IsMatch(text);

    public static bool IsDateTime(string text) => IsDay(DateTimePattern().Match(text));

    private static bool IsDay(Match match) => match.Success
        && DateOnly.TryParseExact(match.Groups["day"].ValueSpan, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    [GeneratedRegex($@"^{Day}{Offset}?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex DatePattern();

    [GeneratedRegex($@"^{Time}{Offset}?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex TimePattern();

    [GeneratedRegex($@"^{Day}T{Time}{Offset}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex DateTimePattern();
}
