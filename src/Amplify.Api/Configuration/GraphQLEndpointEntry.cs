using Amplify.Api.Rest;
using Amplify.Core.Http;

namespace Amplify.Api;

/// <summary>A GraphQL API as calls find it: checked, and a copy, so that later changes to the settings do not reach a running client.</summary>
/// <param name="Name">Its name, for messages; the default API has one too.</param>
/// <param name="Key">The key of its settings, for messages, such as <c>Api.AppSync</c>.</param>
/// <param name="Endpoint">Where operations are sent.</param>
/// <param name="Region">The region to sign for, or <see langword="null"/> to go by the host.</param>
/// <param name="Service">The service to sign for, or <see langword="null"/> to go by the host.</param>
/// <param name="Mode">How requests are authorized.</param>
/// <param name="FallbackModes">The modes to try after that one.</param>
/// <param name="ApiKey">The API key, if there is one.</param>
/// <param name="TokenKind">Which of the user's tokens is sent.</param>
/// <param name="RealtimeEndpoint">Where subscriptions are, or <see langword="null"/> to go by <paramref name="Endpoint"/>.</param>
/// <param name="Headers">What every request carries.</param>
/// <param name="CustomHeader">What gives further headers, if anything does.</param>
/// <param name="AttemptTimeout">The time of one attempt, or <see langword="null"/> for the client's.</param>
/// <param name="Retry">When to repeat, or <see langword="null"/> for the client's.</param>
internal sealed record GraphQLEndpointEntry(
    string Name,
    string Key,
    Uri Endpoint,
    string? Region,
    string? Service,
    AuthMode Mode,
    IReadOnlyList<AuthMode> FallbackModes,
    string? ApiKey,
    TokenKind TokenKind,
    Uri? RealtimeEndpoint,
    IReadOnlyDictionary<string, string?> Headers,
    Func<GraphQLRequestInfo, CancellationToken, ValueTask<IReadOnlyDictionary<string, string?>>>? CustomHeader,
    TimeSpan? AttemptTimeout,
    RetryOptions? Retry)
{
    /// <summary>Gets the endpoint as it goes on the wire.</summary>
    public Uri Address { get; } = WireTarget.Build(Endpoint, path: "", parameters: null, OperatingSystem.IsBrowser());

    /// <summary>Gets or sets the head of the calls that set nothing differently, once there was one.</summary>
    public RestHead? Head { get; set; }

    // A record would print its members, the key among them.
    public override string ToString() => Name;
}
