using Microsoft.Extensions.Logging;

namespace Amplify.Auth.Diagnostics;

/// <summary>The events of authentication. None holds credentials, tokens, codes or a user's name; an identity id is told by its last four characters.</summary>
internal static partial class AuthLog
{
    public const string Category = "Amplify.Auth";

    [LoggerMessage(101, LogLevel.Debug, "Credentials of the identity ending in {Identity} were renewed and expire at {Expiration:u}")]
    public static partial void Renewed(this ILogger logger, string identity, DateTimeOffset? expiration);

    [LoggerMessage(102, LogLevel.Warning, "Credentials could not be renewed ({Reason}); those at hand are used until {Expiration:u}")]
    public static partial void RenewalPutOff(this ILogger logger, string reason, DateTimeOffset? expiration);

    [LoggerMessage(103, LogLevel.Warning, "The identity pool does not know the kept identity any more, or not for this user; another one is asked for")]
    public static partial void IdentityForgotten(this ILogger logger);

    [LoggerMessage(104, LogLevel.Warning, "The store {Path} is not the JSON that was written to it; it was moved to {Aside}, and what it held counts as forgotten")]
    public static partial void StoreCorrupt(this ILogger logger, string path, string aside);

    [LoggerMessage(105, LogLevel.Warning, "The kept {What} could not be understood; it was removed from the store")]
    public static partial void KeptValueCorrupt(this ILogger logger, string what);

    [LoggerMessage(106, LogLevel.Warning, "The session could not be kept ({Reason}); it lasts as long as the client does")]
    public static partial void SessionNotKept(this ILogger logger, string reason, Exception exception);

    [LoggerMessage(107, LogLevel.Error, "An observer of the event {Event} failed")]
    public static partial void ObserverFailed(this ILogger logger, string @event, Exception exception);

    [LoggerMessage(108, LogLevel.Information, "The session has ended ({Reason}); the user is signed out")]
    public static partial void SessionEnded(this ILogger logger, string reason);

    [LoggerMessage(109, LogLevel.Debug, "The user's tokens were renewed and expire at {Expiration:u}")]
    public static partial void TokensRenewed(this ILogger logger, DateTimeOffset expiration);

    [LoggerMessage(110, LogLevel.Warning, "The user's tokens could not be renewed ({Reason}); the user stays signed in")]
    public static partial void TokenRenewalFailed(this ILogger logger, string reason);

    [LoggerMessage(111, LogLevel.Warning, "The refresh token could not be revoked ({Reason}); it was forgotten here")]
    public static partial void NotRevoked(this ILogger logger, string reason);

    [LoggerMessage(112, LogLevel.Warning, "The device could not be remembered ({Reason}); the next sign-in is as on a new one")]
    public static partial void DeviceNotRemembered(this ILogger logger, string reason);

    [LoggerMessage(113, LogLevel.Information, "The user pool does not know this device any more; the user signs in as on a new one")]
    public static partial void DeviceForgotten(this ILogger logger);

    [LoggerMessage(114, LogLevel.Debug, "The connection of the browser that brought the user back broke ({Reason})")]
    public static partial void BrowserConnectionBroke(this ILogger logger, string reason);

    [LoggerMessage(120, LogLevel.Warning, "The identity could not be kept in the store, or not be forgotten there; the credentials are good all the same")]
    public static partial void IdentityNotKept(this ILogger logger, Exception exception);

    [LoggerMessage(121, LogLevel.Warning, "The sign-in that is under way could not be kept in the store, or not be forgotten there; it can be gone on with by this client alone")]
    public static partial void SignInNotKept(this ILogger logger, Exception exception);
}
