using Amplify.Api.Rest;

namespace Amplify.Api;

/// <summary>What all kinds of APIs are checked for. Errors tell the key, and never a value that may be secret.</summary>
internal static class EndpointCheck
{
    /// <exception cref="AmplifyConfigurationException">The name is missing.</exception>
    public static string Name(string? name, string key) => string.IsNullOrWhiteSpace(name)
        ? throw Wrong($"{key}.Name", "An API has no name. Calls find it by its name.")
        : name;

    /// <exception cref="AmplifyConfigurationException">The address cannot be called.</exception>
    public static Uri Address(string? text, string name, string key, string example)
    {
        bool absolute = Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https";
        if (!absolute)
        {
            throw Wrong(key, $"The endpoint of '{name}' is not an absolute http or https URL, such as {example}.");
        }

        // The address goes into messages and logs, where a password must not.
        if (address!.UserInfo.Length > 0)
        {
            throw Wrong(key, $"The endpoint of '{name}' has a user name or password in it. Send them in a header instead.");
        }

        return address.Query.Length == 0 && address.Fragment.Length == 0
            ? address
            : throw Wrong(key, $"The endpoint of '{name}' has a query or a fragment. Give them with each call: paths are appended to the endpoint.");
    }

    /// <exception cref="AmplifyConfigurationException">The key cannot be sent.</exception>
    public static string? ApiKey(string? apiKey, string key) =>
        apiKey is not null && RestHeaders.FaultOf("x-api-key", apiKey) is { } fault ? throw Wrong(key, fault) : NullIfEmpty(apiKey);

    /// <exception cref="AmplifyConfigurationException">A header cannot be sent.</exception>
    public static Dictionary<string, string?> Headers(IDictionary<string, string?> headers, string key)
    {
        foreach ((string name, string? value) in headers)
        {
            if (RestHeaders.FaultOf(name, value) is { } fault)
            {
                throw Wrong(key, fault);
            }
        }

        return new Dictionary<string, string?>(headers, StringComparer.OrdinalIgnoreCase);
    }

    public static string? NullIfEmpty(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;

    public static AmplifyConfigurationException Wrong(string key, string message) => new($"{message} (key {key})") { Key = key };
}
