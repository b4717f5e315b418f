using Amplify.Api.Authorization;

namespace Amplify.Api.Rest;

/// <summary>What of REST follows the configuration: replaced as a whole, never changed.</summary>
internal sealed record RestSettings(RestEndpointCatalog Catalog, RequestAuthorization Authorization);
