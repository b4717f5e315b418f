using Amplify.Api.Authorization;

namespace Amplify.Api.GraphQL;

/// <summary>What of GraphQL follows the configuration: replaced as a whole, never changed.</summary>
internal sealed record GraphQLSettings(GraphQLEndpointCatalog Catalog, RequestAuthorization Authorization)
{
    public WorkingModes WorkingModes { get; } = new();
}
