namespace Amplify.Local.Faults;

/// <summary>What becomes of a frame.</summary>
internal enum RealtimeFaultKind
{
    /// <summary>It is sent, or what stands for it, so many times.</summary>
    Send,

    /// <summary>It is not sent.</summary>
    Withhold,

    /// <summary>It is sent later.</summary>
    Delay,

    /// <summary>It is sent in several WebSocket frames.</summary>
    Split,

    /// <summary>The socket is closed in its place.</summary>
    Close,

    /// <summary>The connection is cut in its place.</summary>
    Cut,

    /// <summary>The connection is cut in the middle of it.</summary>
    CutInMessage,
}
