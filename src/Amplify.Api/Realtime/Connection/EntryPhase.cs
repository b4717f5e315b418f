namespace Amplify.Api.Realtime.Connection;

/// <summary>Where a subscription stands on its connection.</summary>
internal enum EntryPhase
{
    /// <summary>It is to be started, as soon as there is a socket or its wait is over.</summary>
    Waiting,

    /// <summary>It is sent and not acknowledged yet.</summary>
    Starting,

    /// <summary>The server has acknowledged it.</summary>
    Live,

    /// <summary>It has ended.</summary>
    Ended,
}
