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
    /// <summary>The hosted pages, where the app client of the configuration may use them.</summary>
    public HostedUiDescription? HostedUi { get; init; }

    public Uri EventsRealtimeEndpoint { get; } = ServerAddress.Realtime(EventsEndpoint, EventEndpoint.RealtimePath);
}
