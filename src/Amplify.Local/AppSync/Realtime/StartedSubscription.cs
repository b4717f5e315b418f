using Amplify.Local.AppSync.Realtime.Filters;

namespace Amplify.Local.AppSync.Realtime;

/// <summary>A subscription that may be.</summary>
internal sealed record StartedSubscription(string Field, SubscriptionShape Shape, IPayloadFilter Filter, IPayloadFilter? Invalidation);
