using Amplify.Local.Events;

namespace Amplify.Local.Configuration;

/// <summary>What a client needs to know of a backend.</summary>
internal sealed record BackendDescription(
    string Region,
    string IdentityPoolId,
    Uri IdentityPoolEndpoint,
    Uri EventsEndpoint,
    bool AllowGuests,
    IReadOnlyList<RestApiDescription> RestApis)
{
    public Uri EventsRealtimeEndpoint { get; } = new UriBuilder(EventsEndpoint) { Scheme = Uri.UriSchemeWs, Path = EventEndpoint.RealtimePath }.Uri;
}
