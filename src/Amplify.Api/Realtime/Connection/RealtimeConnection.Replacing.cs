using Amplify.Api.Realtime.Protocols;

namespace Amplify.Api.Realtime.Connection;

/// <content>Replacing a socket by a new one without a gap: before its token expires, and before the server ends it for its age.</content>
internal sealed partial class RealtimeConnection
{
    // How early a token is asked for again, as a part of the life that it has left, and when it is used whatever it is.
    private const double TokenLifeUsed = 0.8;
    private static readonly TimeSpan LastMoment = TimeSpan.FromSeconds(4);

    // Old and new deliver the same messages at about the same time; this is how long "about" may be.
    private static readonly TimeSpan OldEnds = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(10);

    private async Task<(RealtimeSocket Last, SocketClosure Closure)> KeepAsync(RealtimeSocket socket)
    {
        while (true)
        {
            using var given = CancellationTokenSource.CreateLinkedTokenSource(_ended);
            Task<string> aged = AgedAsync(socket, given.Token);
            Task first = await Task.WhenAny(socket.Completion, aged).ConfigureAwait(false);
            await given.CancelAsync().ConfigureAwait(false);
            if (first == socket.Completion || _ended.IsCancellationRequested)
            {
                return (socket, await socket.Completion.ConfigureAwait(false));
            }

            _context.Logger.Replacing(_address, await aged.ConfigureAwait(false));
            if (_context.TimeProvider.GetElapsedTime(socket.AcknowledgedAt) >= Stable)
            {
                _opener.Settle();
            }

            if (await OpenNextAsync(socket).ConfigureAwait(false) is not { } next)
            {
                return (socket, await socket.Completion.ConfigureAwait(false));
            }

            _ = HandOverAsync(socket, next);
            socket = next;
        }
    }

    // Completes with the reason when the socket has to be replaced.
    private async Task<string> AgedAsync(RealtimeSocket socket, CancellationToken cancellationToken)
    {
        // Spread, so that sockets that were opened together are not replaced together.
        TimeSpan lifetime = _context.Options.ConnectionLifetime * (1 - (0.02 * _context.Random()));
        TimeSpan left = lifetime - _context.TimeProvider.GetElapsedTime(socket.AcknowledgedAt);
        if (socket.Authorization.Expires - _context.TimeProvider.GetUtcNow() is { } tokenLeft && tokenLeft > 2 * LastMoment && tokenLeft < left)
        {
            await Task.Delay(tokenLeft * TokenLifeUsed, _context.TimeProvider, cancellationToken).ConfigureAwait(false);
            if (!await HasNewTokenAsync(socket, cancellationToken).ConfigureAwait(false))
            {
                await Task.Delay((tokenLeft * (1 - TokenLifeUsed)) - LastMoment, _context.TimeProvider, cancellationToken).ConfigureAwait(false);
            }

            return "its token is about to expire";
        }

        await Task.Delay(left > TimeSpan.Zero ? left : TimeSpan.Zero, _context.TimeProvider, cancellationToken).ConfigureAwait(false);
        return "it has reached its age";
    }

    private async Task<bool> HasNewTokenAsync(RealtimeSocket socket, CancellationToken cancellationToken)
    {
        try
        {
            ConnectTarget target = await _protocol.ConnectAsync(Authorization, cancellationToken).ConfigureAwait(false);
            return target.Authorization.Token != socket.Authorization.Token;
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // It is asked for again when the time has come.
            return false;
        }
    }

    // The old socket delivers meanwhile, so there is no hurry; when it ends, there is nothing to replace.
    private async Task<RealtimeSocket?> OpenNextAsync(RealtimeSocket old)
    {
        for (int attempt = 1; !old.Completion.IsCompleted; attempt++)
        {
            try
            {
                return await _opener.OpenAsync(this, _ended).ConfigureAwait(false);
            }
            catch (Exception e) when (!_ended.IsCancellationRequested)
            {
                TimeSpan wait = Backoff.WaitBefore(attempt, _context.Random());
                _context.Logger.Reconnecting(attempt, _address, wait.TotalMilliseconds, e.Message);
                await Task.WhenAny(old.Completion, Task.Delay(wait, _context.TimeProvider, _ended)).ConfigureAwait(false);
            }
        }

        return null;
    }

    private async Task HandOverAsync(RealtimeSocket old, RealtimeSocket next)
    {
        SubscriptionEntry[] entries;
        lock (_lock)
        {
            _socket = next;
            _replaced.Add(old);
            Monitor.Connection(SocketPhase.Connected);
            entries = [.. _entries];
            foreach (SubscriptionEntry entry in entries)
            {
                if (entry.Phase == EntryPhase.Live && entry.Socket == old)
                {
                    Settle(entry);
                    entry.Handover = new Handover(entry.Id, old, entry.Subscriber);
                }
                else if (entry.Phase == EntryPhase.Starting)
                {
                    // It has delivered nothing yet, and would deliver twice.
                    Unstart(entry);
                }
            }

            if (_isClosed)
            {
                next.Close();
                old.Close();
            }
        }

        foreach (SubscriptionEntry entry in entries)
        {
            _ = StartAsync(entry, next);
        }

        SendWaiting(next);
        CloseIfHandedOver(old);
        await old.Completion.ConfigureAwait(false);
        lock (_lock)
        {
            _replaced.Remove(old);
        }

        OldIsGone(old);
        FailSentOver(old);
    }

    // The new one is live: what the old one has sent until it hears of it still comes.
    private void EndOld(SubscriptionEntry entry, Handover handover)
    {
        handover.OldSocket.TrySend(_protocol.Stop(handover.OldId));
        _ = EndOldLaterAsync(entry, handover);
    }

    private async Task EndOldLaterAsync(SubscriptionEntry entry, Handover handover)
    {
        try
        {
            // Not every protocol confirms a stop.
            await Task.Delay(OldEnds, _context.TimeProvider, _ended).ConfigureAwait(false);
            for (Task? known = null; handover.OldSocket.Stall is { } stall && stall != known; known = stall)
            {
                // A slow subscriber has not let in all that has come.
                await stall.WaitAsync(_ended).ConfigureAwait(false);
                await Task.Delay(OldEnds, _context.TimeProvider, _ended).ConfigureAwait(false);
            }

            OldHasEnded(entry, handover, confirmed: true);
            await Task.Delay(Overlap, _context.TimeProvider, _ended).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        lock (_lock)
        {
            if (entry.Handover == handover)
            {
                entry.Handover = null;
            }
        }
    }

    private void OldHasEnded(SubscriptionEntry entry, Handover handover, bool confirmed)
    {
        bool missed;
        lock (_lock)
        {
            _byId.Remove(handover.OldId);
            if (entry.Phase != EntryPhase.Live)
            {
                // The server has ended the old one before the new one was there.
                entry.GapSince ??= handover.OldSocket.LastReceived;
            }

            // A socket that dies may have died unnoticed before the new one was live, and what came between is lost.
            missed = entry.Phase == EntryPhase.Live && !confirmed;
        }

        if (missed)
        {
            entry.Subscriber.Resume(handover.OldSocket.LastReceived);
        }

        _ = handover.ReleaseAsync();
        CloseIfHandedOver(handover.OldSocket);
    }

    private void OldIsGone(RealtimeSocket old)
    {
        List<(SubscriptionEntry, Handover)> concerned = [];
        lock (_lock)
        {
            foreach (SubscriptionEntry entry in _entries)
            {
                if (entry.Handover is { } handover && handover.OldSocket == old && _byId.ContainsKey(handover.OldId))
                {
                    concerned.Add((entry, handover));
                }
            }
        }

        foreach ((SubscriptionEntry entry, Handover handover) in concerned)
        {
            OldHasEnded(entry, handover, confirmed: false);
        }
    }

    private void CloseIfHandedOver(RealtimeSocket old)
    {
        lock (_lock)
        {
            foreach (SubscriptionEntry entry in _entries)
            {
                if (entry.Handover is { } handover && handover.OldSocket == old && _byId.ContainsKey(handover.OldId))
                {
                    return;
                }
            }

            foreach (Publication publication in _publications.Values)
            {
                if (publication.Socket == old)
                {
                    return;
                }
            }
        }

        old.Close();
    }
}
