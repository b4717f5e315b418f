using Amplify.Api.Events;

namespace Amplify;

/// <summary>Publishes events to the channels of an AppSync Events API, and subscribes to them.</summary>
/// <remarks>
/// An event is any value; it is sent as JSON. Channels need no creation, but their namespace, the first segment, has to be there. Safe for concurrent
/// calls. See <see href="https://docs.aws.amazon.com/appsync/latest/eventapi/event-api-welcome.html">AWS AppSync Events</see>.
/// </remarks>
public sealed class EventsApi
{
    private readonly EventsSender _sender;

    internal EventsApi(EventsSender sender) => _sender = sender;

    /// <summary>Publishes one event, over HTTP unless <see cref="EventPublishOptions.Transport"/> says otherwise.</summary>
    /// <typeparam name="T">The type of the event.</typeparam>
    /// <param name="channel">The channel, such as <c>/default/room</c>.</param>
    /// <param name="message">The event.</param>
    /// <param name="options">What this call sets differently.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that completes when the service has taken the event.</returns>
    /// <exception cref="ArgumentException">The channel is none, or the event is larger than 240 KB.</exception>
    /// <exception cref="EventPublishException">The service has refused the event.</exception>
    /// <exception cref="ApiException">The service has refused the request, over HTTP.</exception>
    /// <exception cref="RealtimeException">The service has refused the connection or the request, over the WebSocket.</exception>
    /// <exception cref="AmplifyException">No answer came, or the request could not be authorized.</exception>
    public Task PublishAsync<T>(string channel, T message, EventPublishOptions? options = null, CancellationToken cancellationToken = default) =>
        _sender.PublishAsync(channel, [message], options, cancellationToken);

    /// <summary>Publishes events in their order: as few requests as the service's limits of 5 events and 240 KB allow, one after the other.</summary>
    /// <typeparam name="T">The type of the events.</typeparam>
    /// <param name="channel">The channel, such as <c>/default/room</c>.</param>
    /// <param name="messages">The events.</param>
    /// <param name="options">What this call sets differently.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that completes when the service has taken all events.</returns>
    /// <exception cref="ArgumentException">The channel is none, or an event is larger than 240 KB; nothing is sent then.</exception>
    /// <exception cref="EventPublishException">The service has refused some events; the others are published.</exception>
    /// <exception cref="ApiException">The service has refused a request, over HTTP; the events of those before it are published.</exception>
    /// <exception cref="RealtimeException">The service has refused the connection or a request, over the WebSocket; the events of those before it are published.</exception>
    /// <exception cref="AmplifyException">No answer came, or a request could not be authorized.</exception>
    public Task PublishBatchAsync<T>(
        string channel, IEnumerable<T> messages, EventPublishOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        return _sender.PublishAsync(channel, [.. messages], options, cancellationToken);
    }

    /// <summary>Subscribes to a channel, or with <c>/*</c> at the end to all below it, and waits until the service has acknowledged it.</summary>
    /// <typeparam name="T">The type of the events.</typeparam>
    /// <param name="channel">The channel, such as <c>/default/room</c> or <c>/default/*</c>.</param>
    /// <param name="options">How it is authorized, buffered and kept whole.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The subscription: enumerate it, and dispose of it.</returns>
    /// <exception cref="ArgumentException">The channel is none.</exception>
    /// <exception cref="RealtimeException">The service refuses the connection or the subscription.</exception>
    /// <exception cref="AmplifyNetworkException">There was no connection and none could be made in <see cref="RealtimeOptions.ConnectAttempts"/> attempts.</exception>
    /// <exception cref="AmplifyTimeoutException">It was not acknowledged in time.</exception>
    /// <exception cref="AmplifyException">There should be credentials or a token and there are none, or a setting is missing.</exception>
    public Task<Subscription<T>> SubscribeAsync<T>(string channel, SubscriptionOptions<T>? options = null, CancellationToken cancellationToken = default) =>
        _sender.SubscribeAsync(channel, options, cancellationToken);
}
