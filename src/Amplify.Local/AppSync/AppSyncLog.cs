using Microsoft.Extensions.Logging;

namespace Amplify.Local.AppSync;

internal static partial class AppSyncLog
{
    [LoggerMessage(20, LogLevel.Error, "The resolver of {Type}.{Field} threw")]
    public static partial void ResolverThrew(ILogger logger, string type, string field, Exception exception);

    [LoggerMessage(22, LogLevel.Error, "A GraphQL request failed")]
    public static partial void Failed(ILogger logger, Exception exception);

    [LoggerMessage(21, LogLevel.Error, "The operation {Operation} did not finish in time")]
    public static partial void TimedOut(ILogger logger, string operation);
}
