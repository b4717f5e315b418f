using Microsoft.Extensions.Logging;

namespace Amplify.Local.Cognito.UserPool;

internal static partial class UserPoolLog
{
    // The one place where a code is shown: the log is the mailbox of the local pool.
    [LoggerMessage(40, LogLevel.Information, "{Purpose} code for {Username} by {Medium}: {Code}")]
    public static partial void CodeSent(ILogger logger, LocalCodePurpose purpose, string username, string medium, string code);

    [LoggerMessage(41, LogLevel.Warning, "The password proof of {Username} is stamped {Timestamp}, which is not near the backend's clock")]
    public static partial void TimestampIsOff(ILogger logger, string username, string timestamp);

    [LoggerMessage(42, LogLevel.Error, "The trigger {Trigger} threw")]
    public static partial void TriggerThrew(ILogger logger, string trigger, Exception exception);
}
