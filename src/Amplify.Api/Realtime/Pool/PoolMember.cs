using Amplify.Api.Realtime.Protocols;

namespace Amplify.Api.Realtime.Pool;

/// <summary>What the pool knows of a connection.</summary>
internal sealed record PoolMember(PoolKey Key, IRealtimeProtocol Protocol, bool IsExclusive);
