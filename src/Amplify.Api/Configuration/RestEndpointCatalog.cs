using Amplify.Api.Rest;

namespace Amplify.Api;

/// <summary>The REST APIs of a client, by name.</summary>
internal sealed class RestEndpointCatalog
{
    private readonly Dictionary<string, RestEndpointEntry> _byName = new(StringComparer.Ordinal);

    /// <exception cref="AmplifyConfigurationException">An API has no name or the name of another one, or its endpoint or a header cannot be used.</exception>
    public RestEndpointCatalog(IEnumerable<RestEndpoint> endpoints)
    {
        int index = 0;
        foreach (RestEndpoint endpoint in endpoints)
        {
            string key = FormattableString.Invariant($"Api.Endpoints[{index++}]");
            RestEndpointEntry entry = Check(endpoint, key);
            if (!_byName.TryAdd(entry.Name, entry))
            {
                throw Wrong($"{key}.Name", $"Two APIs have the name '{entry.Name}'. Give each its own.");
            }
        }
    }

    /// <exception cref="ArgumentException">There is no API of this name.</exception>
    public RestEndpointEntry Find(string apiName)
    {
        ArgumentNullException.ThrowIfNull(apiName);
        return _byName.TryGetValue(apiName, out RestEndpointEntry? entry) ? entry : throw new ArgumentException(ExplainAbsence(apiName), nameof(apiName));
    }

    public bool Contains(string apiName) => _byName.ContainsKey(apiName);

    /// <summary>Tells that there is no API of this name, and which ones there are.</summary>
    public string ExplainAbsence(string apiName)
    {
        string names = _byName.Count == 0
            ? "The configuration has no REST API; add one to Api.Endpoints (aws_cloud_logic_custom in aws-exports.js)."
            : $"The configuration has: {string.Join(", ", _byName.Keys.Order(StringComparer.Ordinal))}.";
        return $"There is no REST API '{apiName}'. {names}";
    }

    private static RestEndpointEntry Check(RestEndpoint endpoint, string key)
    {
        if (string.IsNullOrWhiteSpace(endpoint.Name))
        {
            throw Wrong($"{key}.Name", "An API has no name. Calls find it by its name.");
        }

        if (endpoint.ApiKey is not null && RestHeaders.FaultOf("x-api-key", endpoint.ApiKey) is { } keyFault)
        {
            throw Wrong($"{key}.ApiKey", keyFault);
        }

        foreach ((string name, string? value) in endpoint.Headers)
        {
            if (RestHeaders.FaultOf(name, value) is { } fault)
            {
                throw Wrong($"{key}.Headers", fault);
            }
        }

        return new RestEndpointEntry(
            endpoint.Name,
            CheckAddress(endpoint, key),
            NullIfEmpty(endpoint.Region),
            NullIfEmpty(endpoint.Service),
            endpoint.AuthMode ?? AuthMode.Iam,
            NullIfEmpty(endpoint.ApiKey),
            new Dictionary<string, string?>(endpoint.Headers, StringComparer.OrdinalIgnoreCase),
            endpoint.CustomHeader,
            endpoint.AttemptTimeout,
            endpoint.Retry);
    }

    private static Uri CheckAddress(RestEndpoint endpoint, string key)
    {
        bool absolute = Uri.TryCreate(endpoint.Endpoint, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https";
        if (!absolute)
        {
            throw Wrong($"{key}.Endpoint", $"The endpoint of '{endpoint.Name}' is not an absolute http or https URL, such as https://abc123.execute-api.us-east-1.amazonaws.com/prod.");
        }

        // The address goes into messages and logs, where a password must not.
        if (address!.UserInfo.Length > 0)
        {
            throw Wrong($"{key}.Endpoint", $"The endpoint of '{endpoint.Name}' has a user name or password in it. Send them in a header instead.");
        }

        return address.Query.Length == 0 && address.Fragment.Length == 0
            ? address
            : throw Wrong($"{key}.Endpoint", $"The endpoint of '{endpoint.Name}' has a query or a fragment. Give them with each call: paths are appended to the endpoint.");
    }

    private static string? NullIfEmpty(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;

    private static AmplifyConfigurationException Wrong(string key, string message) => new($"{message} (key {key})") { Key = key };
}
