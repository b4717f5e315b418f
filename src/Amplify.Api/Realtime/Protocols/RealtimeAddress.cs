using System.Text.RegularExpressions;
using Amplify.Api.Authorization;

namespace Amplify.Api.Realtime.Protocols;

/// <summary>Finds the address of an API's realtime side.</summary>
internal static partial class RealtimeAddress
{
    /// <summary>Tells whether a host is AppSync's by its name.</summary>
    public static bool IsAppSync(Uri endpoint) => AwsHost.Read(endpoint.IdnHost).Service == "appsync";

    /// <summary>Gives the address of a server that is not AppSync: the endpoint's own, unless another one is set.</summary>
    /// <param name="endpoint">The URL of the HTTP side.</param>
    /// <param name="explicitAddress">The address that is set, or <see langword="null"/>.</param>
    /// <param name="key">The setting to name in an error.</param>
    /// <exception cref="AmplifyConfigurationException">The address is no WebSocket's, or it is not encrypted and not on this machine.</exception>
    public static Uri Of(Uri endpoint, string? explicitAddress, string key)
    {
        if (string.IsNullOrWhiteSpace(explicitAddress))
        {
            return ToWebSocket(endpoint, key);
        }

        return Uri.TryCreate(explicitAddress, UriKind.Absolute, out Uri? given)
            ? ToWebSocket(given, key)
            : throw Wrong($"The realtime URL '{explicitAddress}' is not an absolute URL.", key);
    }

    /// <summary>Derives the address of an AppSync API from the endpoint's, unless it is set.</summary>
    /// <param name="endpoint">The URL of the HTTP side.</param>
    /// <param name="explicitAddress">The address that is set, or <see langword="null"/>.</param>
    /// <param name="path">What the path has more on AppSync's own hosts: nothing for GraphQL, <c>/realtime</c> for Events.</param>
    /// <param name="key">The setting to name in an error.</param>
    /// <exception cref="AmplifyConfigurationException">The address is no WebSocket's, or it is not encrypted and not on this machine.</exception>
    public static Uri Derive(Uri endpoint, string? explicitAddress, string path, string key)
    {
        if (!string.IsNullOrWhiteSpace(explicitAddress))
        {
            return Of(endpoint, explicitAddress, key);
        }

        Uri derived = StandardHost().IsMatch(endpoint.IdnHost)
            ? Append(new UriBuilder(endpoint) { Host = endpoint.Host.Replace(".appsync-api.", ".appsync-realtime-api.", StringComparison.OrdinalIgnoreCase) }.Uri, path)
            : Append(endpoint, "/realtime");
        return ToWebSocket(derived, key);
    }

    /// <summary>Appends to the path; a query stays.</summary>
    public static Uri Append(Uri address, string path) => path.Length == 0
        ? address
        : new UriBuilder(address) { Path = address.AbsolutePath.TrimEnd('/') + path }.Uri;

    /// <summary>Writes an address for logs and messages: its query may be secret.</summary>
    public static string WithoutQuery(Uri address) => $"{address.Scheme}://{address.Authority}{address.AbsolutePath}";

    private static Uri ToWebSocket(Uri address, string key)
    {
        string scheme = address.Scheme switch
        {
            "https" or "wss" => "wss",
            "http" or "ws" when address.IsLoopback => "ws",
            "http" or "ws" => throw Wrong($"The realtime URL of {address.Authority} is not encrypted. Use https or wss; http and ws are for this machine only.", key),
            _ => throw Wrong($"The realtime URL begins with '{address.Scheme}:'. Use https or wss.", key),
        };
        return new UriBuilder(address) { Scheme = scheme, Port = address.IsDefaultPort ? -1 : address.Port }.Uri;
    }

    private static AmplifyConfigurationException Wrong(string message, string key) => new(message) { Key = key };

    [GeneratedRegex(@"^[a-z0-9]{26}\.appsync-api\.[a-z]{2}(?:-[a-z]{2,})+-[0-9]\.amazonaws\.com(?:\.cn)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex StandardHost();
}
