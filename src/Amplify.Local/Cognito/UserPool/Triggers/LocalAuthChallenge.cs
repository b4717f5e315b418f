namespace Amplify.Local;

/// <summary>A challenge that the pool's owner has made.</summary>
public sealed class LocalAuthChallenge
{
    /// <summary>Gets what the client is told.</summary>
    /// <value>Default: nothing.</value>
    public IReadOnlyDictionary<string, string> PublicParameters { get; init; } = new Dictionary<string, string>();

    /// <summary>Gets what the answer is judged by; the client is not told.</summary>
    /// <value>Default: nothing.</value>
    public IReadOnlyDictionary<string, string> PrivateParameters { get; init; } = new Dictionary<string, string>();

    /// <summary>Gets a mark that later decisions see.</summary>
    /// <value>Default: <see langword="null"/>.</value>
    public string? Metadata { get; init; }
}
