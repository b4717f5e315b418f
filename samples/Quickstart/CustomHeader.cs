namespace Quickstart;

/// <summary>
/// Headers for an API that has an authorization of its own. An Authorization header means that the request is not signed.
/// </summary>
internal static class CustomHeader
{
    public static ValueTask<IReadOnlyDictionary<string, string?>> MakeAsync(CancellationToken cancellationToken)
    {
        // A real application asks its sign-in for a token here; it is called for every request.
        const string Token = "a-token-of-your-own";
        return new(new Dictionary<string, string?> { ["Authorization"] = $"Bearer {Token}" });
    }
}
