using System.Globalization;

namespace Amplify.Core.Http;

/// <summary>Reads the <c>Date</c> header.</summary>
internal static class HttpDate
{
    /// <summary>Gives the time, or <see langword="null"/> when the text is not one.</summary>
    public static DateTimeOffset? Parse(string text) =>
        DateTimeOffset.TryParseExact(text, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset date) ? date : null;
}
