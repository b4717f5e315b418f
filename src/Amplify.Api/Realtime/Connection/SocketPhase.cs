namespace Amplify.Api.Realtime.Connection;

/// <summary>Where the socket of a connection stands.</summary>
internal enum SocketPhase
{
    Disconnected,
    Connecting,
    Connected,
}
