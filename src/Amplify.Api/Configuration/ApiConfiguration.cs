namespace Amplify;

/// <summary>The APIs of an application.</summary>
public sealed class ApiConfiguration
{
    /// <summary>Gets the REST APIs, each with a name of its own.</summary>
    public IList<RestEndpoint> Endpoints { get; } = [];

    /// <summary>Gets the GraphQL APIs that calls find by name, beside the default one of <see cref="GraphQLEndpoint"/> or <see cref="AppSync"/>.</summary>
    public IList<GraphQLEndpoint> GraphQLApis { get; } = [];

    /// <summary>Gets or sets the URL of a GraphQL server that need not be AppSync (<c>graphql_endpoint</c>).</summary>
    public string? GraphQLEndpoint { get; set; }

    /// <summary>Gets or sets the region to sign requests to <see cref="GraphQLEndpoint"/> for, as <c>execute-api</c> (<c>graphql_endpoint_iam_region</c>).</summary>
    public string? GraphQLEndpointIamRegion { get; set; }

    /// <summary>
    /// Gets or sets a function that gives headers for an operation of the default GraphQL API, asked for every request (<c>graphql_headers</c>): of
    /// <see cref="GraphQLEndpoint"/> where that is set, else of <see cref="AppSync"/>. Set in code only.
    /// </summary>
    /// <value>Default: none.</value>
    public Func<GraphQLRequestInfo, CancellationToken, ValueTask<IReadOnlyDictionary<string, string?>>>? GraphQLHeaders { get; set; }

    /// <summary>Gets the AppSync API (the <c>aws_appsync_*</c> keys).</summary>
    public AppSyncConfiguration AppSync { get; } = new();

    /// <summary>Gets the AppSync Events API.</summary>
    public EventsConfiguration Events { get; } = new();

    internal void Add(ApiConfiguration later)
    {
        foreach (RestEndpoint endpoint in later.Endpoints)
        {
            Add(endpoint);
        }

        foreach (GraphQLEndpoint endpoint in later.GraphQLApis)
        {
            Add(endpoint);
        }

        GraphQLEndpoint = later.GraphQLEndpoint ?? GraphQLEndpoint;
        GraphQLEndpointIamRegion = later.GraphQLEndpointIamRegion ?? GraphQLEndpointIamRegion;
        GraphQLHeaders = later.GraphQLHeaders ?? GraphQLHeaders;
        AppSync.Add(later.AppSync);
        Events.Add(later.Events);
    }

    internal RestEndpoint? Find(string name) => Endpoints.FirstOrDefault(endpoint => endpoint.Name == name);

    internal void Add(RestEndpoint later)
    {
        RestEndpoint? earlier = Find(later.Name);
        if (earlier is null)
        {
            // A copy: the two configurations must not change with each other.
            earlier = new RestEndpoint { Name = later.Name, Endpoint = later.Endpoint };
            Endpoints.Add(earlier);
        }

        earlier.Add(later);
    }

    internal GraphQLEndpoint? FindGraphQL(string name) => GraphQLApis.FirstOrDefault(endpoint => endpoint.Name == name);

    internal void Add(GraphQLEndpoint later)
    {
        GraphQLEndpoint? earlier = FindGraphQL(later.Name);
        if (earlier is null)
        {
            earlier = new GraphQLEndpoint { Name = later.Name, Endpoint = later.Endpoint };
            GraphQLApis.Add(earlier);
        }

        earlier.Add(later);
    }
}
