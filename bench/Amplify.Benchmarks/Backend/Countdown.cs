namespace Amplify.Benchmarks.Backend;

/// <summary>Ends a task when so many signals have come.</summary>
internal sealed class Countdown(int count) : IDisposable
{
    private readonly SemaphoreSlim _done = new(0);
    private int _left;

    public Task StartAsync()
    {
        Volatile.Write(ref _left, count);
        return _done.WaitAsync();
    }

    public void Signal()
    {
        if (Interlocked.Decrement(ref _left) == 0)
        {
            _done.Release();
        }
    }

    public void Dispose() => _done.Dispose();
}
