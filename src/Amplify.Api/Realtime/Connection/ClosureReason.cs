namespace Amplify.Api.Realtime.Connection;

/// <summary>What ended a socket.</summary>
internal enum ClosureReason
{
    /// <summary>The connection broke.</summary>
    Cut,

    /// <summary>The server sent a close frame.</summary>
    ClosedByServer,

    /// <summary>The server said in a frame that it does not want the connection.</summary>
    Refused,

    /// <summary>Nothing came for too long.</summary>
    Silent,

    /// <summary>The server did not acknowledge the connection in time.</summary>
    AckTimeout,

    /// <summary>The machine has slept or changed its network, and the connection with it is gone or as good as gone.</summary>
    NetworkChanged,

    /// <summary>This side wanted it.</summary>
    Requested,
}
