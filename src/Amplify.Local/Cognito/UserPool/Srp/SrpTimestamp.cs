using System.Globalization;

namespace Amplify.Local.Cognito.UserPool.Srp;

/// <summary>The time that a client signs a claim with, such as <c>Sun Nov 2 03:04:05 UTC 2025</c>.</summary>
internal static class SrpTimestamp
{
    private const string Format = "ddd MMM d HH:mm:ss 'UTC' yyyy";

    // How far a client's clock may be off is not published.
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(10);

    public static bool IsNear(string timestamp, DateTimeOffset now) =>
        DateTimeOffset.TryParseExact(timestamp, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
        && (time - now).Duration() <= Tolerance;
}
