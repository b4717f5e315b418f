using System.Globalization;

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
            string key = string.Create(CultureInfo.InvariantCulture, $"Api.Endpoints[{index++}]");
            RestEndpointEntry entry = Check(endpoint, key);
            if (!_byName.TryAdd(entry.Name, entry))
            {
                throw EndpointCheck.Wrong($"{key}.Name", $"Two APIs have the name '{entry.Name}'. Give each its own.");
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
        string name = EndpointCheck.Name(endpoint.Name, key);
        string? apiKey = EndpointCheck.ApiKey(endpoint.ApiKey, $"{key}.ApiKey");
        Dictionary<string, string?> headers = EndpointCheck.Headers(endpoint.Headers, $"{key}.Headers");
        return new RestEndpointEntry(
            name,
            key,
            EndpointCheck.Address(endpoint.Endpoint, name, $"{key}.Endpoint", "https://abc123.execute-api.us-east-1.amazonaws.com/prod"),
            EndpointCheck.NullIfEmpty(endpoint.Region),
            EndpointCheck.NullIfEmpty(endpoint.Service),
            endpoint.AuthMode ?? AuthMode.Iam,
            apiKey,
            endpoint.TokenKind ?? TokenKind.Access,
            headers,
            endpoint.CustomHeader,
            endpoint.AttemptTimeout,
            endpoint.Retry);
    }
}
