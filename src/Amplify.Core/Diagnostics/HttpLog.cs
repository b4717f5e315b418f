using Microsoft.Extensions.Logging;

namespace Amplify.Core.Diagnostics;

/// <summary>The events of the HTTP pipeline; a GraphQL operation is told by its type and name. None holds a header, a body or a query: those may hold secrets.</summary>
internal static partial class HttpLog
{
    public const string Category = "Amplify.Http";

    [LoggerMessage(1, LogLevel.Debug, "{Method} {Path} on {Api} is sent")]
    public static partial void Sending(this ILogger logger, string method, string path, string api);

    [LoggerMessage(2, LogLevel.Debug, "{Method} {Path} on {Api} was answered {Status} after {Milliseconds} ms")]
    public static partial void Answered(this ILogger logger, string method, string path, string api, int status, double milliseconds);

    [LoggerMessage(3, LogLevel.Warning, "{Method} {Path} on {Api} ended in {Error} after {Milliseconds} ms")]
    public static partial void Failed(this ILogger logger, string method, string path, string api, string error, double milliseconds);

    [LoggerMessage(4, LogLevel.Debug, "{Method} {Path} on {Api} was cancelled by its caller after {Milliseconds} ms")]
    public static partial void Cancelled(this ILogger logger, string method, string path, string api, double milliseconds);

    [LoggerMessage(5, LogLevel.Information, "Attempt {Attempt} of {Method} {Path} on {Api} was answered {Status}; the next one is made after {Milliseconds} ms")]
    public static partial void RetryingAnswered(
        this ILogger logger, string method, string path, string api, int attempt, int status, double milliseconds);

    [LoggerMessage(6, LogLevel.Information, "Attempt {Attempt} of {Method} {Path} on {Api} ended in {Error}; the next one is made after {Milliseconds} ms")]
    public static partial void RetryingFailed(
        this ILogger logger, string method, string path, string api, int attempt, string error, double milliseconds);

    [LoggerMessage(7, LogLevel.Information, "{Host}:{Port} refused credentials with {Status} {ErrorType}; the request is sent again with new ones")]
    public static partial void CredentialsRefused(this ILogger logger, string host, int port, int status, string? errorType);

    [LoggerMessage(8, LogLevel.Warning, "The clock of {Host}:{Port} is {Seconds} s ahead of this machine's; requests to it are dated accordingly from now on")]
    public static partial void ClockCorrected(this ILogger logger, string host, int port, double seconds);

    [LoggerMessage(9, LogLevel.Information, "{Method} {Path} on {Api} was not granted in the mode {Mode}; the next mode is tried")]
    public static partial void ModeRefused(this ILogger logger, string method, string path, string api, string mode);
}
