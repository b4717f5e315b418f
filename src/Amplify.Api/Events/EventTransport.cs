namespace Amplify;

/// <summary>What carries events to the service.</summary>
public enum EventTransport
{
    /// <summary>A request for each batch.</summary>
    Http,

    /// <summary>
    /// The connection that subscriptions of the same caller share: no request and no handshake for each batch, for whoever publishes often. It is made
    /// when there is none, and closed after a while when nobody needs it.
    /// </summary>
    WebSocket,
}
