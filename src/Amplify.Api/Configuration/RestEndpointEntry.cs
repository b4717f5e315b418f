using Amplify.Api.Rest;

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
    /// <summary>Gets or sets the head of the calls that set nothing differently and read JSON, once there was one.</summary>
    public RestHead? JsonHead { get; set; }

    /// <summary>Gets or sets the head of the calls that set nothing differently and read anything, once there was one.</summary>
    public RestHead? AnyHead { get; set; }

    // A record would print its members, the key among them.
    public override string ToString() => Name;
}
