namespace Amplify;

/// <content>Subscriptions.</content>
public sealed partial class GraphQLApi
{
    /// <summary>Subscribes, and waits until the server has acknowledged it. The subscription stays alive until it is disposed of.</summary>
    /// <typeparam name="TData">The type of the operation's data.</typeparam>
    /// <param name="operation">The subscription.</param>
    /// <param name="options">How it is authorized, buffered and kept whole.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The subscription: enumerate it, and dispose of it.</returns>
    /// <remarks>
    /// Where the configuration has an AppSync API beside a server of another kind, AppSync serves the subscriptions. Subscriptions of one identity share
    /// a connection. When that is lost it is made again, with new authorization.
    /// </remarks>
    /// <exception cref="ArgumentException">The operation is no subscription, or a variable cannot be written.</exception>
    /// <exception cref="RealtimeException">The server refuses the connection or the subscription.</exception>
    /// <exception cref="AmplifyNetworkException">There was no connection and none could be made in <see cref="RealtimeOptions.ConnectAttempts"/> attempts.</exception>
    /// <exception cref="AmplifyTimeoutException">It was not acknowledged in time.</exception>
    /// <exception cref="AmplifyException">There should be credentials or a token and there are none, or a setting is missing.</exception>
    public Task<Subscription<TData>> SubscribeAsync<TData>(
        GraphQLOperation<TData> operation, SubscriptionOptions<TData>? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(operation);
        return operation.Kind == GraphQLOperationKind.Subscription
            ? _sender.SubscribeAsync(_name, operation, options, cancellationToken)
            : throw new ArgumentException($"'{operation}' is no subscription. Send it with {nameof(QueryAsync)} or {nameof(MutateAsync)}.", nameof(operation));
    }
}
