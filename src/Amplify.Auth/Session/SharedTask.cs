namespace Amplify.Auth.Session;

/// <summary>Work that is done once however many callers wait for it. A caller that cancels stops waiting and disturbs no other.</summary>
internal sealed class SharedTask<T>(Func<CancellationToken, Task<T>> work) : IDisposable
{
    private readonly Lock _lock = new();
    private CancellationTokenSource? _end;
    private Task<T>? _task;
    private volatile bool _isDisposed;

    /// <exception cref="ObjectDisposedException">The client was disposed of, before or meanwhile.</exception>
    public Task<T> JoinAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, typeof(AmplifyAuth));
            if (_task is null)
            {
                var end = new CancellationTokenSource();
                _end = end;
                _task = Task.Run(() => RunAsync(end), CancellationToken.None);
            }

            return _task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Ends the work that is under way, if any. Who comes from now on does not get what becomes of it.</summary>
    public void Cancel()
    {
        lock (_lock)
        {
            CancellationTokenSource? end = _end;
            _task = null;
            _end = null;
            end?.Cancel();
        }
    }

    public void Dispose()
    {
        _isDisposed = true;
        Cancel();
    }

    private async Task<T> RunAsync(CancellationTokenSource end)
    {
        try
        {
            return await work(end.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (_isDisposed && end.IsCancellationRequested)
        {
            // Who waits has cancelled nothing.
            throw new ObjectDisposedException($"{typeof(AmplifyAuth)} was disposed of.", e);
        }
        finally
        {
            lock (_lock)
            {
                if (_end == end)
                {
                    _task = null;
                    _end = null;
                }

                end.Dispose();
            }
        }
    }
}
