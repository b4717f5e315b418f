using System.Globalization;
using System.Net;

namespace Amplify.Core.Http;

/// <summary>Finds out whether a signed request was refused because of its date, and what time it is for the server.</summary>
internal static class ClockSkew
{
    // What services accept, and so the least that can be the reason.
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    private static readonly HashSet<string> Types = new(StringComparer.Ordinal)
    {
        "AuthFailure", "InvalidSignatureException", "RequestExpired", "RequestInTheFuture", "RequestTimeTooSkewed", "SignatureDoesNotMatch",
    };

    /// <summary>Gives the server's time, or <see langword="null"/> when the date of the request is not what was wrong.</summary>
    /// <param name="refusal">The refusal.</param>
    /// <param name="signedAt">The time that the request was signed with.</param>
    public static DateTimeOffset? ServerTimeOf(Refusal refusal, DateTimeOffset signedAt)
    {
        // The service that checks the date tells its time exactly, also where a browser hides the Date header or a proxy has set it.
        if (refusal.Message is { } message && FromMessage(message) is { } told)
        {
            return told;
        }

        // Behind a proxy that hides the type, a date that is so far off is reason enough; but a bare 400 is the application's, which may have done
        // something already.
        bool aboutSignature = refusal.ErrorType is null ? refusal.Status != HttpStatusCode.BadRequest : Types.Contains(refusal.ErrorType);
        return aboutSignature && refusal.ServerDate is { } date && (date - signedAt).Duration() >= Tolerance ? date : null;
    }

    // Signature expired: 20260102T030405Z is now earlier than 20260102T031405Z (20260102T031905Z - 5 min.)
    // Signature not yet current: 20260102T030405Z is still later than 20260102T025405Z (20260102T024905Z + 5 min.)
    private static DateTimeOffset? FromMessage(string message)
    {
        bool expired = message.StartsWith("Signature expired: ", StringComparison.Ordinal);
        if (!expired && !message.StartsWith("Signature not yet current: ", StringComparison.Ordinal))
        {
            return null;
        }

        int open = message.IndexOf('(', StringComparison.Ordinal);
        if (open >= 0 && TimeAt(message, open + 1) is { } now)
        {
            return now;
        }

        const string Than = " than ";
        int than = message.IndexOf(Than, StringComparison.Ordinal);
        return than >= 0 && TimeAt(message, than + Than.Length) is { } limit ? limit + (expired ? Tolerance : -Tolerance) : null;
    }

    private static DateTimeOffset? TimeAt(string message, int start)
    {
        const int Length = 16;
        return message.Length >= start + Length
            && DateTimeOffset.TryParseExact(
                message.AsSpan(start, Length), "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            ? time
            : null;
    }
}
