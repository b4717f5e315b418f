using Microsoft.Extensions.Logging;

namespace Amplify.Diagnostics;

/// <summary>The events of a client's life.</summary>
internal static partial class ClientLog
{
    public const string Category = "Amplify.Client";

    [LoggerMessage(201, LogLevel.Information, "The client's settings have changed; new calls use them")]
    public static partial void SettingsChanged(this ILogger logger);

    [LoggerMessage(202, LogLevel.Error, "The client's settings have changed and cannot be used, so it keeps the ones it has: {Problem}")]
    public static partial void SettingsRefused(this ILogger logger, string problem, Exception exception);

    [LoggerMessage(203, LogLevel.Information, "Another identity pool or user pool is configured; the client acts as a new identity")]
    public static partial void IdentityReplaced(this ILogger logger);
}
