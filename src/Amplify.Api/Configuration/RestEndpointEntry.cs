namespace Amplify.Api;

/// <summary>A REST API as calls find it: checked, and a copy, so that later changes to the settings do not reach a running client.</summary>
internal sealed record RestEndpointEntry(
    string Name,
    string Key,
    Uri Endpoint,
    string? Region,
    string? Service,
    AuthMode Mode,
    string? ApiKey,
    TokenKind TokenKind,
    IReadOnlyDictionary<string, string?> Headers,
    Func<CancellationToken, ValueTask<IReadOnlyDictionary<string, string?>>>? CustomHeader,
    TimeSpan? AttemptTimeout,
    RetryOptions? Retry)
{
    // A record would print its members, the key among them.
    public override string ToString() => Name;
}
