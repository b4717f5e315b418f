using System.Net.WebSockets;

namespace Amplify.Local.Hosting;

/// <summary>A WebSocket and the connection below it.</summary>
/// <param name="Socket">The WebSocket.</param>
/// <param name="Abort">Cuts the connection without a word.</param>
/// <param name="Aborted">Ends with the connection.</param>
internal sealed record UpgradedSocket(WebSocket Socket, Action Abort, CancellationToken Aborted);
