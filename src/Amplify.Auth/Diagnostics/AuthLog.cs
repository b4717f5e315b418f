using Microsoft.Extensions.Logging;

namespace Amplify.Auth.Diagnostics;

/// <summary>The events of authentication. None holds credentials; an identity id is told by its last four characters.</summary>
internal static partial class AuthLog
{
    public const string Category = "Amplify.Auth";

    [LoggerMessage(101, LogLevel.Debug, "Credentials of the identity ending in {Identity} were renewed and expire at {Expiration:u}")]
    public static partial void Renewed(this ILogger logger, string identity, DateTimeOffset? expiration);

    [LoggerMessage(102, LogLevel.Warning, "Credentials could not be renewed ({Reason}); those at hand are used until {Expiration:u}")]
    public static partial void RenewalPutOff(this ILogger logger, string reason, DateTimeOffset? expiration);

    [LoggerMessage(103, LogLevel.Warning, "The identity pool does not know the kept identity any more; a new one is asked for")]
    public static partial void IdentityForgotten(this ILogger logger);

    [LoggerMessage(104, LogLevel.Warning, "The store {Path} is not the JSON that was written to it; it counts as empty and is replaced by the next write")]
    public static partial void StoreCorrupt(this ILogger logger, string path);
}
