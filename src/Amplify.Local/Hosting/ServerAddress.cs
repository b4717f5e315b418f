namespace Amplify.Local.Hosting;

/// <summary>The root URL, for parts that are made before the port is known.</summary>
internal sealed class ServerAddress
{
    private volatile Uri? _root;

    public Uri Root
    {
        get => _root ?? throw new InvalidOperationException("The backend has not started yet.");
        set => _root = value;
    }

    /// <summary>Gives the address for WebSockets that belongs to one for requests.</summary>
    public static Uri Realtime(Uri endpoint, string path) => new UriBuilder(endpoint)
    {
        Scheme = endpoint.Scheme == Uri.UriSchemeHttps ? Uri.UriSchemeWss : Uri.UriSchemeWs,
        Path = path,
    }.Uri;
}
