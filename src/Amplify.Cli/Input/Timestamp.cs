using System.Globalization;

namespace Amplify.Cli.Input;

/// <summary>A time as it is written on a command line or in a line of JSON.</summary>
internal static class Timestamp
{
    private static readonly string[] Formats =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd'T'HH:mmK",
        "yyyyMMdd'T'HHmmss'Z'",
    ];

    /// <exception cref="FormatException">The text is not a time.</exception>
    public static DateTimeOffset Parse(string text) =>
        DateTimeOffset.TryParseExact(
            text,
            Formats,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out DateTimeOffset time)
            ? time
            : throw new FormatException("The time is written as in 2015-08-30T12:36:00Z or 20150830T123600Z.");
}
