namespace Amplify.Local.Hosting;

/// <summary>The answer that the connection becomes a WebSocket, and who serves it from then on.</summary>
/// <param name="SubProtocol">The sub-protocol that is chosen, or <see langword="null"/> when none of the client's fits.</param>
/// <param name="ServeAsync">Serves the socket; it is over when the task ends.</param>
internal sealed record SocketAnswer(string? SubProtocol, Func<UpgradedSocket, Task> ServeAsync);
