using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Amplify.Testing;

/// <summary>Keeps all that is logged, at every level.</summary>
internal sealed class RecordingLoggers : ILoggerFactory
{
    public ConcurrentQueue<(int Id, LogLevel Level, string Text)> Events { get; } = new();

    public string All => string.Join('\n', Events.Select(e => e.Text));

    public ILogger CreateLogger(string categoryName) => new Recorder(Events);

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public void Dispose()
    {
    }

    private sealed class Recorder(ConcurrentQueue<(int Id, LogLevel Level, string Text)> events) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            string fields = state is IEnumerable<KeyValuePair<string, object?>> pairs ? string.Join(' ', pairs) : "";
            events.Enqueue((eventId.Id, logLevel, $"{formatter(state, exception)} {fields} {exception}"));
        }
    }
}
