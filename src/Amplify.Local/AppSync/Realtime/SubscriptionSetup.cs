using Amplify.Local.AppSync.Realtime.Filters;

namespace Amplify.Local.AppSync.Realtime;

/// <summary>What comes of running a subscription's field when it is started.</summary>
internal sealed class SubscriptionSetup
{
    public IReadOnlyDictionary<string, object?> Arguments { get; set; } = new Dictionary<string, object?>();

    /// <summary>The filter that the resolver has set; arguments count for nothing then.</summary>
    public FilterGroups? Filter { get; set; }

    /// <summary>Which invalidations end the subscription, where the resolver has said so.</summary>
    public FilterGroups? Invalidation { get; set; }
}
