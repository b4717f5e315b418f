namespace Amplify.Api.Realtime.Connection;

/// <summary>Who gives subscriptions to connections.</summary>
internal interface IConnectionOwner
{
    /// <summary>Puts a subscription that a connection cannot take on another one.</summary>
    void Move(SubscriptionEntry entry);

    /// <summary>Hears that a connection has reached its host.</summary>
    void Connected(RealtimeConnection connection);

    /// <summary>Hears that a connection has ended and takes no more.</summary>
    void Ended(RealtimeConnection connection);
}
