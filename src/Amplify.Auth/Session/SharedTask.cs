namespace Amplify.Auth.Session;

/// <summary>Work that is done once however many callers wait for it. A caller that cancels stops waiting and disturbs no other.</summary>
internal sealed class SharedTask<T>(Func<CancellationToken, Task<T>> work) : IDisposable
{
    private readonly Lock _lock = new();
    private CancellationTokenSource? _end;
    private Task<T>? _task;

    public Task<T> JoinAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_task is null)
            {
                var end = new CancellationTokenSource();
                _end = end;
                _task = Task.Run(() => RunAsync(end), CancellationToken.None);
            }

            return _task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Ends the work that is under way, if any.</summary>
    public void Cancel()
    {
        lock (_lock)
        {
            _end?.Cancel();
        }
    }

    public void Dispose() => Cancel();

    private async Task<T> RunAsync(CancellationTokenSource end)
    {
        try
        {
            return await work(end.Token).ConfigureAwait(false);
        }
        finally
        {
            lock (_lock)
            {
                _task = null;
                _end = null;
            }

            end.Dispose();
        }
    }
}
