using Microsoft.Extensions.Logging;

namespace Amplify.Local.Hosting;

internal static partial class HostingLog
{
    [LoggerMessage(1, LogLevel.Debug, "{Method} {Path} answered {StatusCode}")]
    public static partial void Answered(ILogger logger, string method, string path, int? statusCode);

    [LoggerMessage(2, LogLevel.Information, "Refused {Method} {Path}: {ErrorType}")]
    public static partial void Refused(ILogger logger, string method, string path, string errorType);

    [LoggerMessage(3, LogLevel.Error, "The handler of {Method} {Resource} threw")]
    public static partial void HandlerThrew(ILogger logger, string method, string resource, Exception exception);

    [LoggerMessage(4, LogLevel.Error, "The handler of {Method} {Resource} gave a malformed proxy response: {Reason}")]
    public static partial void MalformedResponse(ILogger logger, string method, string resource, string reason);

    [LoggerMessage(5, LogLevel.Error, "The handler of {Method} {Resource} did not finish in time")]
    public static partial void HandlerTimedOut(ILogger logger, string method, string resource);

    [LoggerMessage(6, LogLevel.Error, "Function {Function} failed")]
    public static partial void FunctionFailed(ILogger logger, string function, Exception exception);

    [LoggerMessage(7, LogLevel.Warning, "The keys of {Issuer} could not be fetched")]
    public static partial void KeysNotFetched(ILogger logger, string issuer, Exception exception);

    [LoggerMessage(8, LogLevel.Error, "The authorizer of {Method} {Resource} threw")]
    public static partial void AuthorizerThrew(ILogger logger, string method, string resource, Exception exception);

    [LoggerMessage(9, LogLevel.Error, "The authorizer of {Method} {Resource} gave no policy: {Reason}")]
    public static partial void MalformedPolicy(ILogger logger, string method, string resource, string reason);

    [LoggerMessage(10, LogLevel.Error, "The authorizer of {Method} {Resource} did not answer in time")]
    public static partial void AuthorizerTimedOut(ILogger logger, string method, string resource);
}
