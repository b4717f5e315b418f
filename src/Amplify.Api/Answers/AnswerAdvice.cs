using System.Globalization;
using Amplify.Core.Http;

namespace Amplify.Api.Answers;

/// <summary>Says what to do about a refusal that is the same whatever API it comes from.</summary>
internal static class AnswerAdvice
{
    public static string ForRedirect(HttpAnswer answer) =>
        $"It points to {Place(answer.Location)}, which is not followed, because a request is authorized for one host only. Set the API's endpoint to where it answers itself.";

    /// <summary>Says what to do about a signature or the credentials that it was made with; <see langword="null"/> when the refusal is about something else.</summary>
    public static string? ForSignature(string? errorType, string? message) => errorType switch
    {
        "InvalidSignatureException" or "SignatureDoesNotMatch" => ForMismatch(message ?? ""),
        "UnrecognizedClientException" => "The access key is unknown, or its session token is not the one that belongs to it. Check the credentials.",
        "ExpiredTokenException" or "ExpiredToken" => "The credentials have expired. Get new ones; a provider that renews them avoids this.",
        _ => null,
    };

    /// <summary>Tells when to try again, if the answer does.</summary>
    public static string When(HttpAnswer answer) => answer.RetryAfter switch
    {
        { Delta: { } delta } => string.Create(CultureInfo.InvariantCulture, $"after {delta.TotalSeconds:0} s"),
        { Date: { } date } => string.Create(CultureInfo.InvariantCulture, $"after {date:R}"),
        _ => "later",
    };

    private static string ForMismatch(string message)
    {
        if (message.StartsWith("Signature expired", StringComparison.Ordinal) || message.StartsWith("Signature not yet current", StringComparison.Ordinal))
        {
            return "The clock of this machine differs too much from the service's. Set it right.";
        }

        return message.StartsWith("Credential should be scoped", StringComparison.Ordinal)
            ? "The request is signed for another region or service. Set Region and Service of the API."
            : "The secret key does not belong to the access key, or something on the way changed the request, such as a proxy that rewrites paths or headers.";
    }

    // A redirect's query may hold a token.
    private static string Place(Uri? location)
    {
        if (location is null)
        {
            return "another place";
        }

        string text = location.OriginalString;
        int end = text.AsSpan().IndexOfAny('?', '#');
        return end < 0 ? text : text[..end];
    }
}
