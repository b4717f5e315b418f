namespace Amplify;

/// <summary>The state of the connection that a subscription runs over.</summary>
public enum ConnectionState
{
    /// <summary>Nobody is subscribed, and there is no connection.</summary>
    Disconnected,

    /// <summary>The connection is being made.</summary>
    Connecting,

    /// <summary>The connection is up.</summary>
    Connected,

    /// <summary>The connection is up, but the network of this machine is not: no message can come.</summary>
    ConnectedPendingNetwork,

    /// <summary>The connection is up, but nothing came for longer than the server's signs of life are apart; it is being looked into.</summary>
    ConnectedPendingKeepAlive,

    /// <summary>Nobody is subscribed any longer, and the connection is being closed.</summary>
    ConnectedPendingDisconnect,

    /// <summary>The connection was lost or could not be made; it is made again after a wait.</summary>
    ConnectionDisrupted,

    /// <summary>The connection was lost and the network of this machine is down; it is made as soon as that is back.</summary>
    ConnectionDisruptedPendingNetwork,
}
