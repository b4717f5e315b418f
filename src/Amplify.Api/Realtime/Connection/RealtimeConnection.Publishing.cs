using Amplify.Api.Authorization;
using Amplify.Api.Realtime.Protocols;

namespace Amplify.Api.Realtime.Connection;

/// <content>
/// Publishing. What was sent is never sent again unless the server refused it: it is not known whether the server has it, and others would get it twice.
/// </content>
internal sealed partial class RealtimeConnection
{
    private readonly Dictionary<Guid, Publication> _publications = [];

    /// <summary>Takes something to publish, and connects if need be.</summary>
    /// <returns>Whether it was taken: a connection that is closing takes nothing.</returns>
    public bool TryPublish(Publication publication)
    {
        RealtimeSocket? socket;
        lock (_lock)
        {
            if (_isClosed)
            {
                return false;
            }

            _publications.Add(publication.Id, publication);
            publication.Connection = this;
            socket = _socket;
            Want();
        }

        if (publication.HasLeft)
        {
            Remove(publication);
        }
        else if (socket is not null)
        {
            _ = SendAsync(publication, socket);
        }

        return true;
    }

    /// <summary>Forgets what was to be published, answered or not.</summary>
    /// <returns>Whether it was here, and not ended already or with another connection.</returns>
    public bool Remove(Publication publication)
    {
        RealtimeSocket? replaced;
        lock (_lock)
        {
            if (!_publications.Remove(publication.Id))
            {
                return false;
            }

            replaced = publication.Socket == _socket ? null : publication.Socket;
            if (!IsWanted)
            {
                BecomeIdle();
            }
        }

        if (replaced is not null)
        {
            CloseIfHandedOver(replaced);
        }

        return true;
    }

    private async Task SendAsync(Publication publication, RealtimeSocket socket)
    {
        try
        {
            OutgoingFrame frame = await publication.WriteAsync(_ended).ConfigureAwait(false);
            lock (_lock)
            {
                // While it was authorized, the socket may have been lost or replaced, and it is sent over the next one.
                if (_socket == socket && _publications.ContainsKey(publication.Id) && publication.Socket is null && socket.TrySend(frame.Bytes))
                {
                    publication.Sent(socket, frame.Authorization);
                }
            }
        }
        catch (OperationCanceledException) when (_ended.IsCancellationRequested)
        {
            // The connection has ended, and with it what was to be published.
        }
        catch (Exception e)
        {
            Fail(publication, e);
        }
    }

    private void SendWaiting(RealtimeSocket socket)
    {
        Publication[] waiting;
        lock (_lock)
        {
            waiting = [.. _publications.Values.Where(static publication => publication.Socket is null)];
        }

        foreach (Publication publication in waiting)
        {
            _ = SendAsync(publication, socket);
        }
    }

    private void TakeAnswer(Guid id, ReadOnlySpan<byte> answer)
    {
        if (Find(id) is { } publication)
        {
            publication.Succeed(answer.ToArray());
            Remove(publication);
        }
    }

    private Publication? Find(Guid id)
    {
        lock (_lock)
        {
            return _publications.GetValueOrDefault(id);
        }
    }

    private async Task RefuseAsync(Publication publication, ServerFault fault)
    {
        try
        {
            Recovery recovery = Recovery.None;
            if (fault.IsUnauthorized && publication.Authorized is { } used && MayBeRenewed(used))
            {
                recovery = await _context.RecoverAsync(_protocol, used, fault, publication.Tried, _ended).ConfigureAwait(false);
            }

            if (recovery == Recovery.None)
            {
                Fail(publication, RealtimeErrors.PublishRefused(_address, fault));
                return;
            }

            RealtimeSocket? socket;
            lock (_lock)
            {
                publication.Tried |= recovery;
                publication.Unsend();
                socket = _socket;
            }

            if (socket is not null)
            {
                await SendAsync(publication, socket).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (_ended.IsCancellationRequested)
        {
            // The connection has ended, and with it what was to be published.
        }
        catch (Exception e)
        {
            Fail(publication, e);
        }
    }

    private void Fail(Publication publication, Exception failure)
    {
        if (Remove(publication))
        {
            publication.Fail(failure);
        }
    }

    // What was sent over a socket that is gone may have arrived or not.
    private void FailSentOver(RealtimeSocket socket)
    {
        Publication[] sent;
        lock (_lock)
        {
            sent = [.. _publications.Values.Where(publication => publication.Socket == socket)];
        }

        foreach (Publication publication in sent)
        {
            Fail(publication, RealtimeErrors.PublishUnanswered(_address));
        }
    }
}
