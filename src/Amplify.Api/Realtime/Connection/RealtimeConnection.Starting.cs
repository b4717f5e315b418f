using Amplify.Api.Authorization;
using Amplify.Api.Realtime.Protocols;

namespace Amplify.Api.Realtime.Connection;

/// <content>Starting subscriptions, and starting them again.</content>
internal sealed partial class RealtimeConnection
{
    // Far enough from a token's end that clocks may differ a little.
    private static readonly TimeSpan TokenMargin = TimeSpan.FromMinutes(1);

    private async Task StartAsync(SubscriptionEntry entry, RealtimeSocket socket)
    {
        var id = Guid.NewGuid();
        try
        {
            OutgoingFrame frame = await _protocol.StartAsync(id, entry.Body, entry.Authorization, _ended).ConfigureAwait(false);
            if (Send(entry, socket, id, frame) && !_protocol.AcknowledgesStart)
            {
                Acknowledge(id);
            }
        }
        catch (OperationCanceledException) when (_ended.IsCancellationRequested)
        {
            // The connection has ended, and with it the subscription.
        }
        catch (Exception e) when (RealtimeErrors.IsPermanent(e, entry.WasLive))
        {
            Fail(entry, e);
        }
        catch (Exception e)
        {
            await RestartLaterAsync(entry, e.Message).ConfigureAwait(false);
        }
    }

    // While it was authorized, the subscription may have ended, or the socket.
    private bool Send(SubscriptionEntry entry, RealtimeSocket socket, Guid id, OutgoingFrame frame)
    {
        lock (_lock)
        {
            if (_socket != socket || !_entries.Contains(entry) || (entry.Phase != EntryPhase.Waiting && entry.Socket == socket))
            {
                return false;
            }

            entry.Begin(id, socket, frame.Authorization);
            _byId[id] = entry;
            if (!socket.TrySend(frame.Bytes))
            {
                // Nothing has reached the server; the next socket begins with it.
                return false;
            }

            if (_protocol.AcknowledgesStart)
            {
                entry.StartTimer = _context.TimeProvider.CreateTimer(
                    static state => ((Action)state!)(), () => StartIsLate(entry, id), _context.Options.StartTimeout, Timeout.InfiniteTimeSpan);
            }

            return true;
        }
    }

    private void Acknowledge(Guid id)
    {
        SubscriptionEntry? entry;
        Handover? handover;
        lock (_lock)
        {
            if (!_byId.TryGetValue(id, out entry) || entry.Id != id || entry.Phase != EntryPhase.Starting)
            {
                return;
            }

            entry.BecomeLive(_context.TimeProvider.GetTimestamp());
            if (entry.GapSince is { } since)
            {
                // With the lock held, so that no message overtakes it.
                entry.GapSince = null;
                entry.Subscriber.Resume(since);
            }

            handover = entry.Handover;
        }

        _context.Logger.Started(id);
        if (handover is not null)
        {
            EndOld(entry, handover);
        }

        entry.Establish();
    }

    private void StartIsLate(SubscriptionEntry entry, Guid id)
    {
        lock (_lock)
        {
            if (entry.Id != id || entry.Phase != EntryPhase.Starting)
            {
                return;
            }

            // The server may have it all the same.
            _byId.Remove(id);
            entry.StopTimer();
            entry.Socket!.TrySend(_protocol.Stop(id));
            entry.Phase = EntryPhase.Waiting;
        }

        AmplifyTimeoutException late = RealtimeErrors.StartLate(_address, _context.Options.StartTimeout);
        if (entry.WasLive)
        {
            _ = RestartLaterAsync(entry, late.Message);
        }
        else
        {
            Fail(entry, late);
        }
    }

    private async Task RestartLaterAsync(SubscriptionEntry entry, string reason)
    {
        int failures;
        lock (_lock)
        {
            failures = ++entry.Failures;
        }

        _context.Logger.Restarting(entry.Id, reason);
        try
        {
            await Task.Delay(Backoff.WaitBefore(failures, _context.Random()), _context.TimeProvider, _ended).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        Restart(entry);
    }

    private void Restart(SubscriptionEntry entry)
    {
        RealtimeSocket? socket;
        lock (_lock)
        {
            socket = entry.Phase == EntryPhase.Waiting && _entries.Contains(entry) ? _socket : null;
        }

        if (socket is not null)
        {
            _ = StartAsync(entry, socket);
        }
    }

    private void Fail(SubscriptionEntry entry, Exception? failure)
    {
        if (!Remove(entry))
        {
            // It has ended, or is another connection's by now.
            return;
        }

        if (failure is not null)
        {
            _context.Logger.Failed(entry.Id, failure.Message);
        }

        entry.End(failure);
    }

    // A token that has not expired and is refused all the same is refused for good.
    private bool MayBeRenewed(FrameAuthorization used) =>
        used.Expires is not { } expires || expires <= _context.TimeProvider.GetUtcNow() + TokenMargin;

    private async Task RecoverAsync(SubscriptionEntry entry, ServerFault fault)
    {
        try
        {
            Recovery recovery = Recovery.None;
            if (entry.Authorized is { } used && MayBeRenewed(used))
            {
                recovery = await _context.RecoverAsync(_protocol, used, fault, entry.Tried, _ended).ConfigureAwait(false);
            }

            if (recovery == Recovery.None)
            {
                Fail(entry, RealtimeErrors.SubscriptionRefused(_address, fault));
                return;
            }

            entry.Tried |= recovery;
            _context.Logger.Restarting(entry.Id, fault.ToString());
            Restart(entry);
        }
        catch (OperationCanceledException) when (_ended.IsCancellationRequested)
        {
            // The connection has ended, and with it the subscription.
        }
        catch (Exception e) when (RealtimeErrors.IsPermanent(e, entry.WasLive))
        {
            Fail(entry, e);
        }
        catch (Exception e)
        {
            await RestartLaterAsync(entry, e.Message).ConfigureAwait(false);
        }
    }
}
