using System.Net;
using System.Net.WebSockets;
using Amplify.Api.Realtime.Protocols;

namespace Amplify.Api.Realtime.Connection;

/// <summary>Makes the handshake, with the platform's own socket or one of the application's.</summary>
internal sealed class WebSocketConnector(Func<WebSocketRequest, CancellationToken, ValueTask<WebSocket>>? factory)
{
    /// <exception cref="HandshakeException">The server answered, but not with a WebSocket.</exception>
    /// <exception cref="WebSocketException">There was no answer that could be understood.</exception>
    public async ValueTask<WebSocket> ConnectAsync(ConnectTarget target, CancellationToken cancellationToken)
    {
        var request = new WebSocketRequest(target.Address, target.SubProtocols);
        if (factory is not null)
        {
            return await factory(request, cancellationToken).ConfigureAwait(false);
        }

        var socket = new ClientWebSocket();
        try
        {
            request.ApplyTo(socket.Options);
            if (!OperatingSystem.IsBrowser())
            {
                // The server's own signs of life are what counts.
                socket.Options.KeepAliveInterval = TimeSpan.Zero;
                socket.Options.CollectHttpResponseDetails = true;
            }

            await socket.ConnectAsync(request.Address, cancellationToken).ConfigureAwait(false);
            return socket;
        }
        catch (WebSocketException e) when (StatusOf(socket) is { } status)
        {
            socket.Dispose();
            throw new HandshakeException(status, e);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static HttpStatusCode? StatusOf(ClientWebSocket socket) =>
        OperatingSystem.IsBrowser() || socket.HttpStatusCode is 0 or HttpStatusCode.SwitchingProtocols ? null : socket.HttpStatusCode;
}
