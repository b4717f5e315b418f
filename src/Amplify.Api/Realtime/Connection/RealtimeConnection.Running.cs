using System.Diagnostics;
using Amplify.Core.Diagnostics;

namespace Amplify.Api.Realtime.Connection;

/// <content>The life of a connection: connect, keep, reconnect.</content>
internal sealed partial class RealtimeConnection
{
    // A socket that held so long has shown that all is well.
    private static readonly TimeSpan Stable = TimeSpan.FromSeconds(10);

    // Servers and proxies end sockets now and then; that is no reason to wait.
    private static readonly TimeSpan Lived = TimeSpan.FromMinutes(1);

    private async Task RunAsync()
    {
        Exception? failure = null;
        try
        {
            await ConnectUntilEndAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_ended.IsCancellationRequested)
        {
            // Nobody is subscribed any longer.
        }
        catch (Exception e)
        {
            failure = e;
        }

        End(failure);
        Task[] closing;
        lock (_lock)
        {
            closing = [.. _replaced.Select(static socket => socket.Completion)];
        }

        await Task.WhenAll(closing).ConfigureAwait(false);
    }

    private async Task ConnectUntilEndAsync()
    {
        var trials = new Trials(_context);
        while (!_ended.IsCancellationRequested)
        {
            try
            {
                Rearm();
                Monitor.Connection(SocketPhase.Connecting);
                RealtimeSocket socket = await _opener.OpenAsync(this, _ended).ConfigureAwait(false);
                trials.Connected();
                await AdoptAsync(socket).ConfigureAwait(false);
                (RealtimeSocket last, SocketClosure closure) = await KeepAsync(socket).ConfigureAwait(false);
                await LoseAsync(last, closure, trials).ConfigureAwait(false);
            }
            catch (Exception e) when (!_ended.IsCancellationRequested && !RealtimeErrors.IsPermanent(e, trials.WasConnected))
            {
                trials.Failed(e);
                FailNew(e);
            }

            // The first connect belongs to the call that asked for it, and no later one does.
            Activity.Current = null;
            if (!_ended.IsCancellationRequested)
            {
                Monitor.Connection(SocketPhase.Disconnected);
                await WaitAsync(trials).ConfigureAwait(false);
            }
        }
    }

    // From here on, what cuts a wait cuts the next one too: the network may come back during an attempt that has to fail all the same.
    private void Rearm()
    {
        lock (_lock)
        {
            _hurry = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    // Starts everything on a socket that is there now.
    private async Task AdoptAsync(RealtimeSocket socket)
    {
        SubscriptionEntry[] entries;
        bool closed;
        lock (_lock)
        {
            closed = _isClosed;
            _socket = socket;
            entries = [.. _entries];
            Monitor.Connection(SocketPhase.Connected);
        }

        if (closed)
        {
            socket.Close();
            await socket.Completion.ConfigureAwait(false);
            return;
        }

        foreach (SubscriptionEntry entry in entries)
        {
            _ = StartAsync(entry, socket);
        }

        SendWaiting(socket);
        _owner.Connected(this);
    }

    private async Task LoseAsync(RealtimeSocket socket, SocketClosure closure, Trials trials)
    {
        int waiting;
        lock (_lock)
        {
            _socket = null;
            waiting = _entries.Count;
            Forget(socket);
        }

        FailSentOver(socket);
        lock (_lock)
        {
            if (!IsWanted)
            {
                // It was kept for others that might have come.
                _isClosed = true;
                _ = _end.CancelAsync();
            }
        }

        if (_ended.IsCancellationRequested)
        {
            return;
        }

        RealtimeMetrics.Reconnects.Add(1);
        _context.Logger.Disrupted(_address, closure.ToString(), waiting);
        TimeSpan age = _context.TimeProvider.GetElapsedTime(socket.AcknowledgedAt);
        if (age >= Stable)
        {
            trials.Reset();
            _opener.Settle();
        }

        FailNew(new SocketClosedException(closure));
        trials.Lost(closure, atOnce: age >= Lived || closure.Reason == ClosureReason.NetworkChanged);
        if (closure.Refusal is { IsUnauthorized: true } refusal)
        {
            await _opener.RecoverAsync(socket, refusal, _address, _ended).ConfigureAwait(false);
        }
    }

    // Whoever asks for something new is told soon; whoever had a subscription gets it back, however long that takes.
    private void FailNew(Exception cause)
    {
        int most = _context.Options.ConnectAttempts;
        SubscriptionEntry[] entries;
        Publication[] publications;
        lock (_lock)
        {
            entries = [.. _entries.Where(entry => !entry.WasLive && ++entry.FailedConnects >= most)];
            publications = [.. _publications.Values.Where(publication => publication.Socket is null && ++publication.FailedConnects >= most)];
        }

        foreach (SubscriptionEntry entry in entries)
        {
            Fail(entry, RealtimeErrors.NotConnected(_protocol.Address, entry.FailedConnects, _context.Options, cause));
        }

        foreach (Publication publication in publications)
        {
            Fail(publication, RealtimeErrors.NotConnected(_protocol.Address, publication.FailedConnects, _context.Options, cause));
        }
    }

    private async Task WaitAsync(Trials trials)
    {
        TimeSpan wait = trials.NextWait() ?? throw RealtimeErrors.GivenUp(_address, trials.Number - 1, trials.Reason);
        if (wait <= TimeSpan.Zero)
        {
            return;
        }

        Task hurry;
        lock (_lock)
        {
            _waitsForHost = _context.Options.ReconnectPolicy is null && trials.IsUnanswered;
            hurry = _hurry.Task;
        }

        _context.Logger.Reconnecting(trials.Number, _address, wait.TotalMilliseconds, trials.Reason?.Message ?? "");
        try
        {
            await hurry.WaitAsync(wait, _context.TimeProvider, _ended).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // The wait is over.
        }
        finally
        {
            lock (_lock)
            {
                _waitsForHost = false;
            }
        }
    }

    // Still a random time: all that wait hear it at the same moment.
    private async Task HurryAsync(TaskCompletionSource wait)
    {
        try
        {
            await Task.Delay(Backoff.WaitBefore(attempts: 1, _context.Random()), _context.TimeProvider, _ended).ConfigureAwait(false);
            wait.TrySetResult();
        }
        catch (OperationCanceledException)
        {
            // The connection has ended.
        }
    }

    private void End(Exception? failure)
    {
        SubscriptionEntry[] entries;
        Publication[] publications;
        lock (_lock)
        {
            _isClosed = true;
            _socket = null;
            CloseReplaced();
            publications = [.. _publications.Values];
            _publications.Clear();
            entries = [.. _entries];
            _entries.Clear();
            _byId.Clear();
            foreach (SubscriptionEntry entry in entries)
            {
                entry.Phase = EntryPhase.Ended;
                entry.StopTimer();
            }
        }

        RealtimeMetrics.Subscriptions.Add(-entries.Length);
        Monitor.End();
        _idle.Dispose();
        _owner.Ended(this);
        if (failure is not null)
        {
            _context.Logger.GivenUp(_address, failure.Message, entries.Length);
        }

        foreach (SubscriptionEntry entry in entries)
        {
            entry.End(failure);
        }

        foreach (Publication publication in publications)
        {
            publication.Fail(failure ?? RealtimeErrors.PublishUnanswered(_address));
        }

        Monitor.Complete();
    }
}
