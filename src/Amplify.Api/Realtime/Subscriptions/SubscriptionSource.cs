using System.Runtime.CompilerServices;
using Amplify.Api.Realtime.Connection;
using Amplify.Api.Realtime.Pool;
using Amplify.Api.Realtime.Protocols;
using Amplify.Core.Http;

namespace Amplify.Api.Realtime.Subscriptions;

/// <summary>A subscription behind its public face: its place on a connection, its buffer, and the one who reads.</summary>
internal sealed class SubscriptionSource<T> : IDisposable
{
    private readonly SubscriptionBuffer<T> _buffer;
    private readonly SubscriptionEntry _entry;
    private readonly CatchUp<T>? _catchUp;
    private readonly RealtimeContext _context;
    private readonly CancellationTokenSource _disposal = new();
    private readonly CancellationTokenSource _over = new();
    private int _isRead;

    public SubscriptionSource(
        byte[] body,
        RealtimeAuthorization authorization,
        IPayloadReader<T> reader,
        SubscriptionOptions<T> options,
        ServerClock clock,
        RealtimeContext context)
    {
        _buffer = new SubscriptionBuffer<T>(reader, options, context) { Overflowed = Leave, Ended = _over.Cancel };
        _entry = new SubscriptionEntry(body, authorization, _buffer);
        _catchUp = options.CatchUp is null ? null : new CatchUp<T>(options, authorization.Endpoint, clock, context);
        _context = context;
    }

    public SubscriptionEntry Entry => _entry;

    public bool IsDisposed => _disposal.IsCancellationRequested;

    public ConnectionState State => _entry.Connection?.Monitor.State ?? ConnectionState.Disconnected;

    /// <summary>Ends the subscription. Whoever reads it gets nothing any longer.</summary>
    public void Dispose()
    {
        _disposal.Cancel();
        Leave();
        _buffer.End(failure: null);
    }

    /// <summary>Gives the states of the connection, also when it is another one in time.</summary>
    public async IAsyncEnumerable<ConnectionState> ObserveAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _disposal.Token);
        ConnectionState? last = null;
        while (_entry.Connection is { } connection)
        {
            IAsyncEnumerator<ConnectionState> states = connection.Monitor.ObserveAsync(_over.Token, linked.Token).GetAsyncEnumerator(CancellationToken.None);
            await using (states.ConfigureAwait(false))
            {
                while (await MoveNextAsync(states, cancellationToken).ConfigureAwait(false))
                {
                    if (states.Current != last)
                    {
                        last = states.Current;
                        yield return states.Current;
                    }
                }
            }

            if (_over.IsCancellationRequested || _entry.Connection == connection)
            {
                yield break;
            }
        }
    }

    /// <summary>Reads what happens, in order: messages, gaps with what was caught up on, and how many messages were dropped.</summary>
    /// <exception cref="InvalidOperationException">It is being read already, or was.</exception>
    public async IAsyncEnumerable<SubscriptionItem<T>> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _isRead, 1) != 0)
        {
            throw new InvalidOperationException("A subscription is read once, by one reader. Subscribe a second time for a second one.");
        }

        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _disposal.Token);
        while (true)
        {
            if (!_buffer.Items.TryRead(out SubscriptionItem<T> item))
            {
                if (!await _buffer.Items.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    yield break;
                }

                continue;
            }

            if (IsDisposed)
            {
                yield break;
            }

            if (_buffer.TakeDropped() is > 0 and long dropped)
            {
                yield return new SubscriptionItem<T> { Kind = ItemKind.Dropped, Number = dropped };
            }

            if (_buffer.TakeDroppedGap() is { } droppedGap)
            {
                await foreach (SubscriptionItem<T> caughtUp in CatchUpAsync(droppedGap, linked.Token).ConfigureAwait(false))
                {
                    yield return caughtUp;
                }
            }

            if (item.Kind == ItemKind.Gap)
            {
                await foreach (SubscriptionItem<T> caughtUp in CatchUpAsync(item.Number, linked.Token).ConfigureAwait(false))
                {
                    yield return caughtUp;
                }
            }
            else if (_catchUp is null || !item.HasValue || _catchUp.Take(item))
            {
                yield return item;
            }

            if (IsDisposed)
            {
                yield break;
            }
        }
    }

    private async IAsyncEnumerable<SubscriptionItem<T>> CatchUpAsync(long sinceTicks, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return new SubscriptionItem<T> { Kind = ItemKind.Gap, Number = sinceTicks };
        if (_catchUp is null)
        {
            yield break;
        }

        // Disposal ends a catch-up without an error.
        IAsyncEnumerator<T> missed = _catchUp.ReadAsync(new DateTimeOffset(sinceTicks, TimeSpan.Zero), cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using (missed.ConfigureAwait(false))
        {
            while (await MoveNextAsync(missed).ConfigureAwait(false))
            {
                yield return new SubscriptionItem<T> { Kind = ItemKind.Data, HasValue = true, Value = missed.Current };
            }
        }
    }

    private async ValueTask<bool> MoveNextAsync(IAsyncEnumerator<T> missed)
    {
        try
        {
            return await missed.MoveNextAsync().ConfigureAwait(false) && !IsDisposed;
        }
        catch (OperationCanceledException) when (IsDisposed)
        {
            return false;
        }
        catch (RealtimeException e)
        {
            Leave();
            _buffer.End(e);
            throw;
        }
    }

    private async ValueTask<bool> MoveNextAsync(IAsyncEnumerator<ConnectionState> states, CancellationToken cancellationToken)
    {
        try
        {
            return await states.MoveNextAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (IsDisposed && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private void Leave() => RealtimePool.Remove(_entry);
}
