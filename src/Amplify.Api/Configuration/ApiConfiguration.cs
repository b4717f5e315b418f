namespace Amplify;

/// <summary>The APIs of an application.</summary>
public sealed class ApiConfiguration
{
    /// <summary>Gets the REST APIs, each with a name of its own.</summary>
    public IList<RestEndpoint> Endpoints { get; } = [];

    /// <summary>Gets or sets the URL of a GraphQL server that need not be AppSync (<c>graphql_endpoint</c>).</summary>
    public string? GraphQLEndpoint { get; set; }

    /// <summary>Gets or sets the region to sign requests to <see cref="GraphQLEndpoint"/> for, as <c>execute-api</c> (<c>graphql_endpoint_iam_region</c>).</summary>
    public string? GraphQLEndpointIamRegion { get; set; }

    /// <summary>
    /// Gets or sets a function that gives headers for every request to <see cref="GraphQLEndpoint"/> (<c>graphql_headers</c>). Set in code only.
    /// </summary>
    public Func<CancellationToken, ValueTask<IReadOnlyDictionary<string, string?>>>? GraphQLHeaders { get; set; }

    /// <summary>Gets the AppSync API (the <c>aws_appsync_*</c> keys).</summary>
    public AppSyncConfiguration AppSync { get; } = new();
}
