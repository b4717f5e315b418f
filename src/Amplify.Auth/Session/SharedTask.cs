namespace Amplify.Auth.Session;

/// <summary>Work that is done once however many callers wait for it. A caller that cancels stops waiting and disturbs no other.</summary>
internal sealed class SharedTask<T>(Func<CancellationToken, Task<T>> work) : IDisposable
{
    private readonly Lock _lock = new();
    private CancellationTokenSource? _end;
    private Task<T>? _task;
    private volatile bool _isDisposed;

    /// <inheritdoc cref="JoinAsync(Func{Task{T}?}, CancellationToken)"/>
    public Task<T> JoinAsync(CancellationToken cancellationToken) => JoinAsync(static () => null, cancellationToken);

    /// <summary>Waits for the work that is under way, or begins it.</summary>
    /// <param name="find">Gives what makes it needless to begin, such as the result of work that has ended since the caller looked.</param>
    /// <param name="cancellationToken">Cancels waiting.</param>
    /// <exception cref="ObjectDisposedException">The client was disposed of, before or meanwhile.</exception>
    public Task<T> JoinAsync(Func<Task<T>?> find, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, typeof(AmplifyAuth));
            if (_task is null)
            {
                if (find() is { } found)
                {
                    return found;
                }

                var end = new CancellationTokenSource();
                CancellationToken ended = end.Token;
                _end = end;
                _task = Task.Run(() => RunAsync(end, ended), CancellationToken.None);
            }

            return _task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Ends the work that is under way, if any. Who comes from now on does not get what becomes of it.</summary>
    public void Cancel()
    {
        CancellationTokenSource? end;
        lock (_lock)
        {
            end = _end;
            _task = null;
            _end = null;
        }

        _ = end?.EndAsync();
    }

    public void Dispose()
    {
        _isDisposed = true;
        Cancel();
    }

    private async Task<T> RunAsync(CancellationTokenSource end, CancellationToken ended)
    {
        try
        {
            return await work(ended).ConfigureAwait(false);
        }
        catch (Exception e) when (_isDisposed && ended.IsCancellationRequested)
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
                    end.Dispose();
                }
            }
        }
    }
}
