using Amplify.Auth.Diagnostics;

namespace Amplify.Auth.Session;

/// <content>Keeping what changes, and telling it in the order of the changes.</content>
internal sealed partial class CurrentSession<T>
{
    /// <summary>Gets whether the store holds what is so: not before it was written, nor while it is.</summary>
    public bool IsKept
    {
        get
        {
            lock (_lock)
            {
                return _keptChange == _change;
            }
        }
    }

    private static AuthEvent.SignedOut? SignedOut(T? previous) => previous is null ? null : new AuthEvent.SignedOut(previous.Username);

    // With the lock, so that what is told has the order of the changes, whoever of those that made them comes to tell it.
    private void Change(T? next, bool isKept, AuthEvent? what)
    {
        Volatile.Write(ref _current, next);
        _change++;
        if (isKept)
        {
            _keptChange = _change;
        }

        if (what is not null)
        {
            _untold.Add(what);
        }
    }

    private (T? Current, int Change, AuthEvent[] Untold) TakeChanges()
    {
        lock (_lock)
        {
            AuthEvent[] untold = [.. _untold];
            _untold.Clear();
            return (_current, _change, untold);
        }
    }

    // Whichever of several changes comes last to the store, it writes what is so by then. A user who cannot be kept is signed in all the same.
    private async Task KeepAsync()
    {
        await _storeGate.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        (T? current, int change, AuthEvent[] untold) = TakeChanges();
        try
        {
            SetKept(null);
            await _store.WriteAsync(current, CancellationToken.None).ConfigureAwait(false);
            SetKept(change);
        }
        catch (Exception e) when (current is not null)
        {
            _logger.SessionNotKept(e.GetType().Name, e);
        }
        finally
        {
            _events.Add(untold);
            _storeGate.Release();
            _events.TellAll();
        }
    }

    private void SetKept(int? change)
    {
        lock (_lock)
        {
            _keptChange = change;
        }
    }
}
