namespace Amplify;

/// <summary>The region that a Cognito pool's id begins with: <c>us-east-1:…</c> of an identity pool, <c>us-east-1_…</c> of a user pool.</summary>
internal static class PoolRegion
{
    /// <summary>Gets the region, or <see langword="null"/> when the id has none, as the ids of emulators (<c>local_…</c>).</summary>
    public static string? Of(string? poolId)
    {
        int end = poolId?.AsSpan().IndexOfAny(':', '_') ?? -1;
        if (end <= 0)
        {
            return null;
        }

        string prefix = poolId![..end];
        return prefix.Contains('-') && char.IsAsciiDigit(prefix[^1]) ? prefix : null;
    }
}
