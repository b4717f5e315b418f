using System.Runtime.CompilerServices;
using Amplify.Api.Realtime;
using Amplify.Api.Realtime.Connection;
using Amplify.Api.Realtime.Subscriptions;

namespace Amplify;

/// <summary>A subscription that the server has acknowledged. It stays alive until it is disposed of.</summary>
/// <typeparam name="T">The type of its messages.</typeparam>
/// <remarks>
/// <para>
/// Enumerate it, or <see cref="Events"/>, or observe it: one of these, once. Enumerating gives the messages and leaves out what is none: a message
/// that could not be read, or that has errors and no data, is told to the log. It ends when the server ends the subscription and throws when
/// that has failed for good. A lost connection is neither: it is made again, with new authorization.
/// </para>
/// <para>Disposing ends the subscription on the server too; nothing is given after it has returned. The connection stays open for a while for others.</para>
/// </remarks>
public sealed class Subscription<T> : IAsyncEnumerable<T>, IAsyncDisposable
{
    private readonly SubscriptionSource<T> _source;
    private readonly RealtimeContext _context;

    internal Subscription(SubscriptionSource<T> source, RealtimeContext context)
    {
        _source = source;
        _context = context;
    }

    /// <summary>Gets all that happens: messages with their errors, messages that could not be read, gaps, and how many messages were dropped.</summary>
    public IAsyncEnumerable<SubscriptionEvent<T>> Events => ReadEventsAsync(CancellationToken.None);

    /// <summary>Gets the state of the connection that the subscription runs over.</summary>
    public ConnectionState ConnectionState => _source.State;

    /// <summary>Gets the state of the connection, then each change of it; any number of readers may read it.</summary>
    /// <value>It ends when the subscription is disposed of or has failed.</value>
    public IAsyncEnumerable<ConnectionState> ConnectionStates => _source.ObserveAsync(CancellationToken.None);

    /// <summary>Reads the messages.</summary>
    /// <param name="cancellationToken">Cancels the wait for a message; the subscription goes on until it is disposed of.</param>
    /// <returns>What reads them.</returns>
    /// <exception cref="InvalidOperationException">The subscription is being read already, or was.</exception>
    /// <exception cref="RealtimeException">The subscription has failed for good.</exception>
    public async IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        await foreach (SubscriptionItem<T> item in _source.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (item.Kind == ItemKind.Data)
            {
                if (item.Fault is not null && item.Errors is { Count: > 0 } errors)
                {
                    _context.Logger.MessageErrors(string.Join("; ", errors.Select(static error => error.Message)));
                }

                if (item.HasValue)
                {
                    yield return item.Value!;
                }
            }
        }
    }

    /// <summary>Gives the messages to observers, each on the thread that received it.</summary>
    /// <returns>What can be observed, by one observer.</returns>
    /// <remarks>
    /// Disposing of what <see cref="IObservable{T}.Subscribe"/> returns disposes of the subscription. It waits for a notification that is under way,
    /// unless it is called from it; no other one follows. An observer that throws ends the subscription, which is told to the log.
    /// </remarks>
    public IObservable<T> AsObservable() => new SubscriptionObservable<T>(this);

    /// <summary>Ends the subscription.</summary>
    /// <returns>A task that has completed already.</returns>
    public ValueTask DisposeAsync()
    {
        Close();
        return ValueTask.CompletedTask;
    }

    internal void Close() => _source.Dispose();

    internal void ObserverFailed(Exception failure) => _context.Logger.ObserverFailed(failure, typeof(T).Name);

    private async IAsyncEnumerable<SubscriptionEvent<T>> ReadEventsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (SubscriptionItem<T> item in _source.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return item.Kind switch
            {
                ItemKind.Undecodable => new SubscriptionEvent<T>.Undecodable((Exception)item.Fault!, item.Payload),
                ItemKind.Gap => new SubscriptionEvent<T>.Reconnected(new DateTimeOffset(item.Number, TimeSpan.Zero)),
                ItemKind.Dropped => new SubscriptionEvent<T>.Dropped(item.Number),
                _ => new SubscriptionEvent<T>.Data(item.Value, item.Errors),
            };
        }
    }
}
