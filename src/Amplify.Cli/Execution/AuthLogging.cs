using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Amplify.Cli.Execution;

/// <summary>Tells a person what became of the kept session, such as a file that could not be read; what else is logged, the commands tell themselves.</summary>
internal sealed class AuthLogging(TextWriter error) : ILoggerFactory
{
    public ILogger CreateLogger(string categoryName) => categoryName == "Amplify.Auth" ? new Logger(error) : NullLogger.Instance;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("Logs go to standard error only.");

    public void Dispose()
    {
    }

    private sealed class Logger(TextWriter error) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel is LogLevel.Warning or LogLevel.Error or LogLevel.Critical;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                error.WriteLine($"{formatter(state, exception)}.{(exception is null ? "" : $" {ErrorText.Of(exception)}")}");
            }
        }
    }
}
