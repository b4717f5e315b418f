using Microsoft.Extensions.Logging;

namespace Amplify.Cli.Execution;

/// <summary>
/// Logs to standard error, a line each. The usual console logger would take a good part of the time that starting may take.
/// </summary>
/// <param name="error">Standard error.</param>
/// <param name="verbose">Whether all is told.</param>
/// <param name="silenced">The ids of events that are not told.</param>
internal sealed class ErrorStreamLogging(TextWriter error, bool verbose, params IReadOnlyList<int> silenced) : ILoggerFactory
{
    public ILogger CreateLogger(string categoryName)
    {
        // The server's own messages repeat what the backend tells in the words of the services.
        bool isPlatform = categoryName.StartsWith("Microsoft.", StringComparison.Ordinal);
        return new Logger(error, isPlatform ? LogLevel.Warning : verbose ? LogLevel.Debug : LogLevel.Information, silenced);
    }

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("Logs go to standard error only.");

    public void Dispose()
    {
    }

    private sealed class Logger(TextWriter error, LogLevel lowest, IReadOnlyList<int> silenced) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= lowest && logLevel != LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel) && !silenced.Contains(eventId.Id))
            {
                string prefix = logLevel >= LogLevel.Warning ? $"{logLevel}: " : "";
                string message = formatter(state, exception);
                error.WriteLine(exception is null ? $"{prefix}{message}" : $"{prefix}{message}: {exception}");
            }
        }
    }
}
