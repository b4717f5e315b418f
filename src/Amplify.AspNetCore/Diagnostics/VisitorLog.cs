using Microsoft.Extensions.Logging;

namespace Amplify.AspNetCore.Diagnostics;

/// <summary>The events of clients that act for visitors. None holds what is in a cookie.</summary>
internal static partial class VisitorLog
{
    public const string Category = "Amplify.AspNetCore";

    [LoggerMessage(501, LogLevel.Warning, "The cookie {Name} was removed: it is not whole, was changed, or was protected with other keys ({Problem})")]
    public static partial void CookieRefused(this ILogger logger, string name, string problem);

    [LoggerMessage(502, LogLevel.Information, "A sign-in at the hosted pages came to nothing ({Reason}): {Problem}")]
    public static partial void HostedUiSignInFailed(this ILogger logger, string reason, string problem);
}
