namespace Amplify.Api.Realtime.Connection;

/// <summary>Who gives subscriptions to connections.</summary>
internal interface IConnectionOwner
{
    /// <summary>Takes a subscription off a connection that cannot keep it, and puts it on another one.</summary>
    void Move(SubscriptionEntry entry, RealtimeConnection from);

    /// <summary>Hears that a connection has reached its host.</summary>
    void Connected(RealtimeConnection connection);

    /// <summary>Hears that a connection has ended and takes no more.</summary>
    void Ended(RealtimeConnection connection);
}
