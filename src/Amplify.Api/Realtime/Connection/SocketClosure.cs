using System.Globalization;
using System.Net.WebSockets;
using Amplify.Api.Realtime.Protocols;

namespace Amplify.Api.Realtime.Connection;

/// <summary>Why a socket is closed.</summary>
/// <param name="Reason">What happened.</param>
/// <param name="Status">The close code, if a close frame came.</param>
/// <param name="Description">The text that came with the close code.</param>
/// <param name="Failure">What the socket threw.</param>
internal sealed record SocketClosure(ClosureReason Reason, WebSocketCloseStatus? Status = null, string? Description = null, Exception? Failure = null)
{
    /// <summary>Gets what the server said about it in a frame, if it did.</summary>
    public ServerFault? Fault { get; init; }

    /// <summary>Gets the refusal that a close code stands for in protocols whose servers close instead of sending an error.</summary>
    public ServerFault? Refusal => Fault ?? ((int?)Status switch
    {
        4400 => new ServerFault("BadRequest", 400, Description),
        4401 => new ServerFault("Unauthorized", 401, Description),
        4403 => new ServerFault("Forbidden", 403, Description),
        _ => null,
    });

    /// <summary>Tells it in words, for logs and messages.</summary>
    public override string ToString() => Reason switch
    {
        ClosureReason.ClosedByServer => string.Create(
            CultureInfo.InvariantCulture, $"the server closed it with {(int?)Status}{(string.IsNullOrEmpty(Description) ? "" : $" ({Description})")}"),
        ClosureReason.Refused => $"the server refused it: {Fault}",
        ClosureReason.Silent => "nothing came for too long",
        ClosureReason.Requested => "it was closed on purpose",
        ClosureReason.NetworkChanged => "the network has changed",
        ClosureReason.AckTimeout => "it was not acknowledged in time",
        _ => $"it was cut{(Failure is null ? "" : $": {Failure.Message}")}",
    };
}
