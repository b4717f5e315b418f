using Amplify.Api.Rest;

namespace Amplify.Api.Realtime.Protocols;

/// <summary>How a subscription, and the socket under it, is authorized.</summary>
internal sealed class RealtimeAuthorization
{
    /// <summary>Gets the URL of the API's HTTP side: what is signed, and whose host is named.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>Gets what waits until it is known who the caller is.</summary>
    public Func<CancellationToken, Task> IdentifyAsync { get; init; } = static _ => Task.CompletedTask;

    /// <summary>Gets what tells who the caller is now. Subscriptions of equal identities share a socket.</summary>
    public required Func<object> Identity { get; init; }

    /// <summary>Gets what gives the headers and authorizers of a request to an address, asked each time.</summary>
    public required Func<Uri, CancellationToken, ValueTask<RestHead>> Head { get; init; }

    /// <summary>Gets the same for the connect, where that is authorized differently.</summary>
    public Func<Uri, CancellationToken, ValueTask<RestHead>>? ConnectHead { get; init; }
}
