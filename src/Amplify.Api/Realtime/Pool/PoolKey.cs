namespace Amplify.Api.Realtime.Pool;

/// <summary>What subscriptions must have in common to share a socket.</summary>
/// <param name="Endpoint">The API.</param>
/// <param name="Protocol">The protocol.</param>
/// <param name="Identity">Who is subscribed.</param>
internal sealed record PoolKey(Uri Endpoint, string Protocol, object Identity)
{
    // What tells the identity may be a key.
    public override string ToString() => $"{Protocol} {Endpoint.Authority}";
}
