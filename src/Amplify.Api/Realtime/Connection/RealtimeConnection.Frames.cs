using Amplify.Api.Authorization;
using Amplify.Api.Realtime.Protocols;

namespace Amplify.Api.Realtime.Connection;

/// <content>What comes from the server.</content>
internal sealed partial class RealtimeConnection
{
    public ValueTask ReceiveAsync(RealtimeSocket socket, IncomingFrame frame)
    {
        if (frame.Id is not { } id)
        {
            if (frame.Kind == FrameKind.Error)
            {
                TakeStrayError(socket, ServerFault.Read(frame.Payload).Without(socket.Authorization));
            }

            return ValueTask.CompletedTask;
        }

        switch (frame.Kind)
        {
            case FrameKind.Data:
                return TakeDataAsync(id, frame.Payload);
            case FrameKind.Started:
                Acknowledge(id);
                break;
            case FrameKind.Error when Find(id) is { } publication:
                _ = RefuseAsync(publication, ServerFault.Read(frame.Payload).Without(publication.Authorized));
                break;
            case FrameKind.Error:
                TakeError(id, ServerFault.Read(frame.Payload));
                break;
            case FrameKind.Published:
                TakeAnswer(id, frame.Payload);
                break;
            case FrameKind.Complete:
                Complete(id);
                break;
        }

        return ValueTask.CompletedTask;
    }

    private ValueTask TakeDataAsync(Guid id, ReadOnlySpan<byte> payload)
    {
        SubscriptionEntry? entry;
        Handover? handover;
        bool starting;
        lock (_lock)
        {
            if (!_byId.TryGetValue(id, out entry))
            {
                // On its way when the subscription was stopped.
                return ValueTask.CompletedTask;
            }

            handover = entry.Handover;
            starting = entry.Phase == EntryPhase.Starting && entry.Id == id;
        }

        if (starting)
        {
            // Who sends messages has the subscription.
            Acknowledge(id);
        }

        if (handover is null)
        {
            return entry.Subscriber.ReceiveAsync(payload);
        }

        return handover.OldId == id ? handover.ReceiveOldAsync(payload) : handover.ReceiveNewAsync(payload);
    }

    private void TakeError(Guid id, ServerFault fault)
    {
        SubscriptionEntry? entry;
        lock (_lock)
        {
            if (!_byId.TryGetValue(id, out entry))
            {
                return;
            }

            if (entry.Id != id)
            {
                entry = null;
            }
            else
            {
                Unstart(entry);
            }
        }

        if (entry is null)
        {
            Complete(id);
            return;
        }

        Handle(entry, fault.Without(entry.Authorized));
    }

    // The server does not say which one it means: it can be only one that it has not acknowledged.
    private void TakeStrayError(RealtimeSocket socket, ServerFault fault)
    {
        SubscriptionEntry[] concerned = [];
        if (fault.IsSocketFull || fault.IsLimit)
        {
            lock (_lock)
            {
                concerned = [.. _entries.Where(entry => entry.Phase == EntryPhase.Starting && entry.Socket == socket)];
                foreach (SubscriptionEntry entry in concerned)
                {
                    Unstart(entry);
                }
            }
        }

        if (concerned.Length == 0)
        {
            _context.Logger.StrayError(_address, fault.ToString());
        }

        foreach (SubscriptionEntry entry in concerned)
        {
            Handle(entry, fault);
        }
    }

    private void Handle(SubscriptionEntry entry, ServerFault fault)
    {
        if (fault.IsSocketFull)
        {
            MoveOn(entry, fault);
        }
        else if (fault.IsLimit || fault.ErrorType == "DuplicatedOperationError" || (entry.WasLive && _protocol.AcknowledgesStart && !fault.IsPermanent))
        {
            _ = RestartLaterAsync(entry, fault.ToString());
        }
        else if (fault.IsUnauthorized)
        {
            _ = RecoverAsync(entry, fault);
        }
        else
        {
            Fail(entry, RealtimeErrors.SubscriptionRefused(_address, fault));
        }
    }

    private void MoveOn(SubscriptionEntry entry, ServerFault fault)
    {
        int others;
        lock (_lock)
        {
            others = _entries.Count(static other => other.Phase == EntryPhase.Live);
            _capacity = Math.Min(_capacity, Math.Max(others, 1));
        }

        if (others == 0)
        {
            // A socket that has none cannot be full: it is another limit.
            Fail(entry, RealtimeErrors.SubscriptionRefused(_address, fault));
            return;
        }

        _context.Logger.SocketFull(_address, others);
        _owner.Move(entry, this);
    }

    // Back to waiting. The server has refused it, but a stop does no harm and leaves nothing behind.
    private void Unstart(SubscriptionEntry entry)
    {
        Settle(entry);
        NoteGap(entry);
        entry.StopTimer();
        _byId.Remove(entry.Id);
        entry.Socket!.TrySend(_protocol.Stop(entry.Id));
        entry.Phase = EntryPhase.Waiting;
    }

    private void Complete(Guid id)
    {
        SubscriptionEntry? entry;
        Handover? handover = null;
        lock (_lock)
        {
            if (!_byId.Remove(id, out entry))
            {
                return;
            }

            if (entry.Handover is { } old && old.OldId == id)
            {
                handover = old;
            }
        }

        if (handover is not null)
        {
            OldHasEnded(entry, handover, confirmed: true);
        }
        else
        {
            Fail(entry, failure: null);
        }
    }

    // What was live for so long has proved itself, and what failed before it counts no more.
    private void Settle(SubscriptionEntry entry)
    {
        if (entry.Phase == EntryPhase.Live && _context.TimeProvider.GetElapsedTime(entry.LiveSince) >= Stable)
        {
            entry.Failures = 0;
            entry.Tried = Recovery.None;
        }
    }

    private static void NoteGap(SubscriptionEntry entry)
    {
        if (entry.Phase == EntryPhase.Live)
        {
            entry.GapSince ??= entry.Socket!.LastReceived;
        }
    }

    // Takes from all entries what they had on a socket that is gone.
    private void Forget(RealtimeSocket socket)
    {
        foreach (SubscriptionEntry entry in _entries)
        {
            if (entry.Socket == socket && entry.Phase is EntryPhase.Starting or EntryPhase.Live)
            {
                Settle(entry);
                NoteGap(entry);
                entry.StopTimer();
                _byId.Remove(entry.Id);
                entry.Phase = EntryPhase.Waiting;
            }
        }
    }
}
