using Microsoft.Extensions.Logging;

namespace Amplify.Core.Diagnostics;

/// <summary>The events of the HTTP pipeline. None holds a header, a body or a query: those may hold secrets.</summary>
internal static partial class HttpLog
{
    public const string Category = "Amplify.Http";

    [LoggerMessage(1, LogLevel.Debug, "{Method} {Path} on {Api} is sent")]
    public static partial void Sending(this ILogger logger, HttpMethod method, string path, string api);

    [LoggerMessage(2, LogLevel.Debug, "{Method} {Path} on {Api} was answered {Status} after {Milliseconds} ms")]
    public static partial void Answered(this ILogger logger, HttpMethod method, string path, string api, int status, double milliseconds);

    [LoggerMessage(3, LogLevel.Warning, "{Method} {Path} on {Api} ended in {Error} after {Milliseconds} ms")]
    public static partial void Failed(this ILogger logger, HttpMethod method, string path, string api, string error, double milliseconds);

    [LoggerMessage(4, LogLevel.Debug, "{Method} {Path} on {Api} was cancelled by its caller after {Milliseconds} ms")]
    public static partial void Cancelled(this ILogger logger, HttpMethod method, string path, string api, double milliseconds);
}
