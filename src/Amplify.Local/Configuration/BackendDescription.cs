using Amplify.Local.Events;
using Amplify.Local.Hosting;

namespace Amplify.Local.Configuration;

/// <summary>What a client needs to know of a backend.</summary>
internal sealed record BackendDescription(
    string Region,
    string IdentityPoolId,
    Uri IdentityPoolEndpoint,
    string UserPoolId,
    string UserPoolClientId,
    Uri UserPoolEndpoint,
    Uri EventsEndpoint,
    bool AllowGuests,
    IReadOnlyList<RestApiDescription> RestApis)
{
    /// <summary>Gets what the default app client may do at the hosted pages, if anything.</summary>
    public LocalOAuthOptions? OAuth { get; init; }

    /// <summary>Gets where the hosted pages are.</summary>
    public Uri HostedUiEndpoint { get; } = new(UserPoolEndpoint, "/");

    public Uri EventsRealtimeEndpoint { get; } = ServerAddress.Realtime(EventsEndpoint, EventEndpoint.RealtimePath);
}
