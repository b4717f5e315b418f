using Amplify.Api.Realtime.Protocols;

namespace Amplify.Api.Realtime.Connection;

/// <summary>Who a socket tells what comes.</summary>
internal interface ISocketOwner
{
    /// <summary>Takes a frame. The next one is not received before the task has completed.</summary>
    ValueTask ReceiveAsync(RealtimeSocket socket, IncomingFrame frame);

    /// <summary>Hears that nothing has come for long, or that something has come again.</summary>
    void KeepAliveChanged(RealtimeSocket socket, bool healthy);
}
