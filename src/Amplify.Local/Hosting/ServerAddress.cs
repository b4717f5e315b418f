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
}
