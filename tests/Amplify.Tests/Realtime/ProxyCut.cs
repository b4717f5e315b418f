namespace Amplify.Tests.Realtime;

/// <summary>Where a connection through the proxy ends: in a piece of what one side sends, of which only a part is passed on.</summary>
/// <param name="FromServer">Whose piece.</param>
/// <param name="Piece">Which one: 0 is the head of the handshake, those that follow are WebSocket frames.</param>
/// <param name="Part">How much of it is passed on: 0 nothing, 1 all of it.</param>
internal sealed record ProxyCut(bool FromServer, int Piece, double Part)
{
    /// <summary>Gets the cut that ends a connection before anything is sent.</summary>
    public static ProxyCut AtAccept { get; } = new(FromServer: false, Piece: -1, Part: 0);
}
