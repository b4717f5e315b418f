using System.Net;
using System.Net.WebSockets;
using Amplify.Api.Authorization;
using Amplify.Api.Realtime.Protocols;
using Amplify.Core.Diagnostics;

namespace Amplify.Api.Realtime.Connection;

/// <summary>Opens sockets for one connection, each authorized afresh. Credentials that are refused are renewed once.</summary>
internal sealed class SocketOpener(IRealtimeProtocol protocol, RealtimeAuthorization authorization, RealtimeContext context)
{
    private const int BlindAttempts = 3;

    private Recovery _tried;
    private int _blind;
    private bool _wasOpen;

    /// <summary>Forgets what was tried: what was opened has proved itself.</summary>
    public void Settle() => _tried = Recovery.None;

    /// <summary>Opens a socket that the server has acknowledged.</summary>
    /// <exception cref="RealtimeException">The server refuses the connection for good.</exception>
    public async Task<RealtimeSocket> OpenAsync(ISocketOwner owner, CancellationToken cancellationToken)
    {
        while (true)
        {
            ConnectTarget target = await protocol.ConnectAsync(authorization, cancellationToken).ConfigureAwait(false);
            long start = context.TimeProvider.GetTimestamp();
            var telemetry = ConnectTelemetry.Start(target.Address);
            try
            {
                context.Logger.Connecting(target.ToString());
                RealtimeSocket socket = await OpenAsync(target, owner, cancellationToken).ConfigureAwait(false);
                TimeSpan elapsed = context.TimeProvider.GetElapsedTime(start);
                context.Logger.Connected(target.ToString(), elapsed.TotalMilliseconds);
                telemetry.End(elapsed, failure: null);
                _wasOpen = true;
                _blind = 0;
                return socket;
            }
            catch (Exception e)
            {
                telemetry.End(context.TimeProvider.GetElapsedTime(start), e);
                if (cancellationToken.IsCancellationRequested || !await IsMendedAsync(e, target, cancellationToken).ConfigureAwait(false))
                {
                    throw;
                }
            }
        }
    }

    /// <summary>Renews what a server refused after it had accepted it.</summary>
    /// <exception cref="RealtimeException">There is nothing newer.</exception>
    public async Task RecoverAsync(RealtimeSocket socket, ServerFault fault, string address, CancellationToken cancellationToken)
    {
        if (!await RecoverAsync(socket.Authorization, fault, address, cancellationToken).ConfigureAwait(false))
        {
            throw RealtimeErrors.ConnectRefused(address, fault, cause: null);
        }
    }

    private async Task<RealtimeSocket> OpenAsync(ConnectTarget target, ISocketOwner owner, CancellationToken cancellationToken)
    {
        WebSocket webSocket;
        using (var timeout = new CancellationTokenSource(context.Options.ConnectTimeout, context.TimeProvider))
        using (var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken))
        {
            webSocket = await context.Connector.ConnectAsync(target, linked.Token).ConfigureAwait(false);
        }

        RealtimeSocket socket = RealtimeSocket.Start(webSocket, target, protocol, context, owner);
        await socket.AcknowledgedAsync(cancellationToken).ConfigureAwait(false);
        return socket;
    }

    // Tells whether it is to be tried again at once; throws where that is of no use.
    private async ValueTask<bool> IsMendedAsync(Exception failure, ConnectTarget target, CancellationToken cancellationToken)
    {
        string address = target.ToString();
        switch (failure)
        {
            case HandshakeException { Status: HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden } handshake:
                var refusal = new ServerFault(handshake.Status.ToString(), (int)handshake.Status, null);
                return await RecoverAsync(target.Authorization, refusal, address, cancellationToken).ConfigureAwait(false)
                    ? true
                    : throw RealtimeErrors.ConnectRefused(address, refusal, handshake);
            case HandshakeException handshake when !_wasOpen && IsWrongPlace(handshake.Status):
                throw RealtimeErrors.NotWebSocket(address, handshake.Status, handshake);
            case SocketClosedException { Closure.Refusal: { IsPermanent: true } fault } closed:
                return await RecoverAsync(target.Authorization, fault, address, cancellationToken).ConfigureAwait(false)
                    ? true
                    : throw RealtimeErrors.ConnectRefused(address, fault, closed);
            case WebSocketException when context.HidesRefusals:
                return await IsMendedBlindlyAsync(failure, target, address, cancellationToken).ConfigureAwait(false);
            default:
                return false;
        }
    }

    // Here a refusal looks like a dead network. Where the host answers otherwise, it is probably the authorization.
    private async ValueTask<bool> IsMendedBlindlyAsync(Exception failure, ConnectTarget target, string address, CancellationToken cancellationToken)
    {
        if (++_blind < BlindAttempts
            || protocol.HealthAddress is not { } health
            || !await context.IsReachable(health, cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        var suspicion = new ServerFault(null, (int)HttpStatusCode.Unauthorized, null);
        return await RecoverAsync(target.Authorization, suspicion, address, cancellationToken).ConfigureAwait(false)
            ? true
            : throw RealtimeErrors.BlindlyRefused(address, failure);
    }

    private async ValueTask<bool> RecoverAsync(FrameAuthorization used, ServerFault fault, string address, CancellationToken cancellationToken)
    {
        Recovery recovery = await context.RecoverAsync(protocol, used, fault, _tried, cancellationToken).ConfigureAwait(false);
        _tried |= recovery;
        if (recovery == Recovery.None)
        {
            return false;
        }

        context.Logger.ConnectRefused(address, fault.ToString());
        return true;
    }

    // Neither an answer of a server that is about to recover, nor one that asks to come later.
    private static bool IsWrongPlace(HttpStatusCode status) =>
        (int)status < 500 && status is not (HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests);
}
