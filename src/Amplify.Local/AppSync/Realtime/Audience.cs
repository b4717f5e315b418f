namespace Amplify.Local.AppSync.Realtime;

/// <summary>Subscriptions that get the same bytes for the same mutation. Guarded by the hub's lock.</summary>
internal sealed class Audience(AudienceKey key, SubscriptionShape shape)
{
    private readonly HashSet<LiveSubscription> _members = [];
    private LiveSubscription[]? _snapshot;

    public AudienceKey Key => key;

    public SubscriptionShape Shape => shape;

    public bool IsEmpty => _members.Count == 0;

    /// <summary>The members of now, as an array that does not change.</summary>
    public LiveSubscription[] Snapshot => _snapshot ??= [.. _members];

    public void Add(LiveSubscription subscription)
    {
        _members.Add(subscription);
        _snapshot = null;
    }

    public void Remove(LiveSubscription subscription)
    {
        _members.Remove(subscription);
        _snapshot = null;
    }
}
