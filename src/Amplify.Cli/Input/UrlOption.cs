using System.CommandLine;

namespace Amplify.Cli.Input;

/// <summary>An option whose value is the URL of a service.</summary>
internal sealed class UrlOption : Option<string?>
{
    /// <param name="name">The name.</param>
    /// <param name="schemes">The schemes that it may have.</param>
    public UrlOption(string name, params string[] schemes)
        : base(name)
    {
        HelpName = "url";
        Validators.Add(result =>
        {
            if (!Uri.TryCreate(result.GetValue(this), UriKind.Absolute, out Uri? url) || !schemes.Contains(url.Scheme, StringComparer.Ordinal))
            {
                result.AddError($"{Name} is a URL that begins with {string.Join(" or ", schemes.Select(static scheme => $"{scheme}://"))}.");
            }
        });
    }

    public static UrlOption Endpoint(string name, string description) => new(name, "https", "http") { Description = description };

    /// <summary>Where the WebSocket is opened.</summary>
    public static UrlOption RealtimeEndpoint() => new("--realtime-endpoint", "wss", "ws", "https", "http")
    {
        Description = "The WebSocket URL of the API, where it is neither configured nor follows from the API's URL.",
    };
}
