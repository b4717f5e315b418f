namespace Amplify.Api.Realtime.Protocols;

/// <summary>What a frame of a server means, whatever its protocol calls it.</summary>
internal enum FrameKind
{
    /// <summary>Not JSON, or not an object.</summary>
    Malformed,

    /// <summary>Of a type that the protocol does not have.</summary>
    Unknown,

    /// <summary>The connection is established.</summary>
    ConnectionAck,

    /// <summary>The connection is refused.</summary>
    ConnectionError,

    /// <summary>The server is alive, and no more than that.</summary>
    KeepAlive,

    /// <summary>The server wants to know whether the client is alive.</summary>
    Ping,

    /// <summary>A subscription is established.</summary>
    Started,

    /// <summary>A message of a subscription.</summary>
    Data,

    /// <summary>A subscription is refused or has failed; without an id, the server does not say which one.</summary>
    Error,

    /// <summary>The server has ended a subscription.</summary>
    Complete,

    /// <summary>The server has taken what was published, all of it or in part.</summary>
    Published,
}
