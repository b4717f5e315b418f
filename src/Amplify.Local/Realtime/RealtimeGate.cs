using Amplify.Local.AppSync.Authorization;
using Amplify.Local.Hosting;
using Microsoft.Extensions.Logging;

namespace Amplify.Local.Realtime;

/// <summary>
/// Where connections come in. As with the service, one that may not stay is opened all the same, and told why before it is closed: a
/// browser could not see the status of a refused upgrade.
/// </summary>
internal sealed class RealtimeGate(
    string subProtocol,
    string connectTarget,
    AppSyncAuthorizer authorizer,
    RealtimeHost host,
    ServerClock clock,
    ILogger logger,
    ChannelAction? action = null)
{
    /// <summary>Answers a request for a WebSocket.</summary>
    /// <param name="request">The request.</param>
    /// <param name="refusal">Whether a caller may not connect after all.</param>
    /// <param name="connect">Makes the session of an accepted connection.</param>
    /// <param name="refuse">Makes the frame that tells why there is none.</param>
    public async ValueTask<HttpAnswer> AcceptAsync(
        LocalRequest request,
        Func<AppSyncCaller, RealtimeError?> refusal,
        Func<RealtimeConnection, IRealtimeSession> connect,
        Func<RealtimeError, OutgoingFrame> refuse)
    {
        IReadOnlyList<string> offered = SubProtocols.Of(request);
        bool isSpoken = offered.Contains(subProtocol, StringComparer.OrdinalIgnoreCase);
        RealtimeError? error = isSpoken
            ? await AuthorizeAsync(request, offered, refusal).ConfigureAwait(false)
            : offered.Count == 0 ? RealtimeError.NoProtocol : RealtimeError.ProtocolNotSupported;
        if (error is not null)
        {
            RealtimeLog.Refused(logger, request.Target.Path, error.ErrorType ?? error.Message);
        }

        return HttpAnswer.Upgrade(new SocketAnswer(
            isSpoken ? subProtocol : null,
            socket => error is null ? host.ServeAsync(socket, connect) : host.RefuseAsync(socket, refuse(error))));
    }

    private async ValueTask<RealtimeError?> AuthorizeAsync(
        LocalRequest request, IReadOnlyList<string> offered, Func<AppSyncCaller, RealtimeError?> refusal)
    {
        if (!HandshakeHeaders.TryRead(request, offered, out SignedFrame? frame, out RealtimeError? error))
        {
            return error;
        }

        // A fault may have moved the clock for this request alone.
        AppSyncAuthorization authorization = await authorizer
            .AuthorizeAsync(frame.ToRequest(connectTarget, request.SourceIp, clock) with
            {
                RequestId = request.RequestId, ReceivedAt = request.ReceivedAt, ChannelAction = action,
            }, CancellationToken.None)
            .ConfigureAwait(false);
        if (!authorization.IsAuthorized)
        {
            return RealtimeError.Of(authorization.Refusal);
        }

        request.Caller = authorization.Caller.Principal;
        return refusal(authorization.Caller);
    }
}
