using System.Globalization;
using Amplify.Api.Authorization;

namespace Amplify.Api;

/// <summary>The GraphQL APIs of a client: the default one, and others by name.</summary>
internal sealed class GraphQLEndpointCatalog
{
    public const string AppSyncKey = "Api.AppSync";
    public const string CustomKey = "Api.GraphQLEndpoint";
    private const string DefaultName = "GraphQL";
    private const string Example = "https://abc.appsync-api.us-east-1.amazonaws.com/graphql";

    private readonly Dictionary<string, GraphQLEndpointEntry> _byName = new(StringComparer.Ordinal);
    private readonly GraphQLEndpointEntry? _custom;
    private readonly GraphQLEndpointEntry? _appSync;

    /// <exception cref="AmplifyConfigurationException">A setting cannot be used; its key tells which.</exception>
    public GraphQLEndpointCatalog(ApiConfiguration api)
    {
        _custom = CheckCustom(api);
        _appSync = CheckAppSync(api.AppSync, _custom is null ? api.GraphQLHeaders : null);
        int index = 0;
        foreach (GraphQLEndpoint endpoint in api.GraphQLApis)
        {
            string key = string.Create(CultureInfo.InvariantCulture, $"Api.GraphQLApis[{index++}]");
            GraphQLEndpointEntry entry = CheckNamed(endpoint, key);
            if (!_byName.TryAdd(entry.Name, entry))
            {
                throw EndpointCheck.Wrong($"{key}.Name", $"Two GraphQL APIs have the name '{entry.Name}'. Give each its own.");
            }
        }
    }

    /// <param name="apiName">The name, or <see langword="null"/> for the default API.</param>
    /// <exception cref="ArgumentException">There is no API of this name.</exception>
    /// <exception cref="AmplifyConfigurationException">There is no default API.</exception>
    public GraphQLEndpointEntry Find(string? apiName) => apiName is null
        ? _custom ?? _appSync ?? throw NoDefault()
        : _byName.GetValueOrDefault(apiName) ?? throw new ArgumentException($"There is no GraphQL API '{apiName}'. {Names()}", nameof(apiName));

    /// <summary>Finds the API that serves subscriptions: AppSync where it stands beside a server of another kind.</summary>
    /// <param name="apiName">The name, or <see langword="null"/> for the default API.</param>
    /// <exception cref="ArgumentException">There is no API of this name.</exception>
    /// <exception cref="AmplifyConfigurationException">There is no default API.</exception>
    public GraphQLEndpointEntry FindForSubscriptions(string? apiName) => apiName is null && _appSync is not null ? _appSync : Find(apiName);

    private static GraphQLEndpointEntry? CheckCustom(ApiConfiguration api)
    {
        if (EndpointCheck.NullIfEmpty(api.GraphQLEndpoint) is not { } endpoint)
        {
            return EndpointCheck.NullIfEmpty(api.GraphQLEndpointIamRegion) is null ? null : throw EndpointCheck.Wrong(
                "Api.GraphQLEndpointIamRegion",
                "There is a region to sign for and no GraphQL endpoint that it belongs to. Set GraphQLEndpoint (graphql_endpoint) too, or remove it; for AppSync, set the region of AppSync (aws_appsync_region).");
        }

        string? region = EndpointCheck.NullIfEmpty(api.GraphQLEndpointIamRegion);
        bool hasAppSync = EndpointCheck.NullIfEmpty(api.AppSync.GraphQLEndpoint) is not null;

        // Without a region to sign for, nothing that was meant for AppSync is sent to a server that may be anybody's.
        return new GraphQLEndpointEntry(
            DefaultName,
            CustomKey,
            EndpointCheck.Address(endpoint, DefaultName, CustomKey, Example),
            region,
            region is null ? null : "execute-api",
            region is null ? AuthMode.None : AuthMode.Iam,
            [],
            ApiKey: null,
            TokenKind.Access,
            hasAppSync ? null : CheckRealtime(api.AppSync.RealtimeEndpoint, DefaultName, $"{AppSyncKey}.RealtimeEndpoint"),
            new Dictionary<string, string?>(),
            api.GraphQLHeaders,
            AttemptTimeout: null,
            Retry: null);
    }

    private static GraphQLEndpointEntry? CheckAppSync(
        AppSyncConfiguration appSync, Func<GraphQLRequestInfo, CancellationToken, ValueTask<IReadOnlyDictionary<string, string?>>>? headers)
    {
        if (EndpointCheck.NullIfEmpty(appSync.GraphQLEndpoint) is not { } endpoint)
        {
            return null;
        }

        string? apiKey = EndpointCheck.ApiKey(appSync.ApiKey, $"{AppSyncKey}.ApiKey");
        return new GraphQLEndpointEntry(
            DefaultName,
            AppSyncKey,
            EndpointCheck.Address(endpoint, DefaultName, $"{AppSyncKey}.GraphQLEndpoint", Example),
            EndpointCheck.NullIfEmpty(appSync.Region),
            Service: null,
            appSync.AuthenticationType ?? (apiKey is null ? AuthMode.Iam : AuthMode.ApiKey),
            [.. appSync.FallbackModes],
            apiKey,
            appSync.TokenKind ?? TokenKind.Access,
            CheckRealtime(appSync.RealtimeEndpoint, DefaultName, $"{AppSyncKey}.RealtimeEndpoint"),
            new Dictionary<string, string?>(),
            headers,
            AttemptTimeout: null,
            Retry: null);
    }

    private static GraphQLEndpointEntry CheckNamed(GraphQLEndpoint endpoint, string key)
    {
        string name = EndpointCheck.Name(endpoint.Name, key);
        Uri address = EndpointCheck.Address(endpoint.Endpoint, name, $"{key}.Endpoint", Example);
        string? apiKey = EndpointCheck.ApiKey(endpoint.ApiKey, $"{key}.ApiKey");
        string? service = EndpointCheck.NullIfEmpty(endpoint.Service);
        return new GraphQLEndpointEntry(
            name,
            key,
            address,
            EndpointCheck.NullIfEmpty(endpoint.Region),
            service,
            endpoint.AuthMode ?? DefaultMode(address, apiKey, service),
            [.. endpoint.FallbackModes],
            apiKey,
            endpoint.TokenKind ?? TokenKind.Access,
            CheckRealtime(endpoint.RealtimeEndpoint, name, $"{key}.RealtimeEndpoint"),
            EndpointCheck.Headers(endpoint.Headers, $"{key}.Headers"),
            endpoint.CustomHeader,
            endpoint.AttemptTimeout,
            endpoint.Retry);
    }

    // A server that may be anybody's gets no signature, whose session token it could read, unless the configuration says so.
    private static AuthMode DefaultMode(Uri address, string? apiKey, string? service)
    {
        if (apiKey is not null)
        {
            return AuthMode.ApiKey;
        }

        return service is not null || AwsHost.Read(address.IdnHost).Service == SigningTarget.AppSync ? AuthMode.Iam : AuthMode.None;
    }

    private static Uri? CheckRealtime(string? text, string name, string key)
    {
        if (EndpointCheck.NullIfEmpty(text) is null)
        {
            return null;
        }

        return Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && address.Scheme is "wss" or "ws" or "https" or "http" && address.UserInfo.Length == 0
            ? address
            : throw EndpointCheck.Wrong(key, $"The realtime endpoint of '{name}' is not an absolute wss, ws, https or http URL without user name and password, such as wss://abc.appsync-realtime-api.us-east-1.amazonaws.com/graphql.");
    }

    private AmplifyConfigurationException NoDefault() => EndpointCheck.Wrong(
        $"{AppSyncKey}.GraphQLEndpoint",
        $"There is no default GraphQL API. Set AppSync.GraphQLEndpoint (aws_appsync_graphqlEndpoint, data.url in amplify_outputs.json) or GraphQLEndpoint (graphql_endpoint), or call an API by its name. {Names()}");

    private string Names() => _byName.Count == 0
        ? "The configuration has no GraphQL API with a name; add one to Api.GraphQLApis."
        : $"The configuration has: {string.Join(", ", _byName.Keys.Order(StringComparer.Ordinal))}.";
}
