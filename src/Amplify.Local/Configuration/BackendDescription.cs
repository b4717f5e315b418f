namespace Amplify.Local.Configuration;

/// <summary>What a client needs to know of a backend.</summary>
internal sealed record BackendDescription(
    string Region,
    string IdentityPoolId,
    Uri IdentityPoolEndpoint,
    bool AllowGuests,
    IReadOnlyList<RestApiDescription> RestApis);
