using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Amplify.Local.Tests.Support;

/// <summary>Keeps every line that is logged, at every level.</summary>
internal sealed class LogCapture : ILoggerFactory, ILogger
{
    private TaskCompletionSource _added = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Task Next => Volatile.Read(ref _added).Task;

    public ConcurrentQueue<(LogLevel Level, EventId Id, string Text)> Lines { get; } = [];

    /// <summary>Waits until so many lines have this text in them.</summary>
    public async Task WaitForAsync(string text, int times = 1)
    {
        for (Task next = Next; Lines.Count(line => line.Text.Contains(text, StringComparison.Ordinal)) < times; next = Next)
        {
            await next.WaitAsync(Harness.Cancellation);
        }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        Lines.Enqueue((logLevel, eventId, $"{formatter(state, exception)} {exception}"));
        Interlocked.Exchange(ref _added, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
    }

    public void Dispose()
    {
    }
}
