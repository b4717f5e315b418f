namespace Amplify;

/// <summary>What happens when messages come faster than the subscriber takes them and its buffer is full.</summary>
public enum OverflowPolicy
{
    /// <summary>The subscription fails with a <see cref="RealtimeException"/>: nothing is lost unnoticed.</summary>
    Fail,

    /// <summary>The oldest message in the buffer is thrown away. How many were is told by <see cref="SubscriptionEvent{T}.Dropped"/>.</summary>
    DropOldest,

    /// <summary>
    /// The server is made to wait. The subscription has a connection of its own, so that no other one waits with it; a server may close it after a
    /// time.
    /// </summary>
    Wait,
}
