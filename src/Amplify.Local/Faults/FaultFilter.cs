namespace Amplify.Local;

/// <summary>Which requests a fault is for. Every condition that is set must hold; with none set, every request.</summary>
/// <remarks>A browser's CORS preflight counts only where <see cref="Method"/> says <c>OPTIONS</c>.</remarks>
public sealed record FaultFilter
{
    /// <summary>
    /// Gets the name of a REST API, or <see cref="LocalFaults.Lambda"/>, <see cref="LocalFaults.IdentityPool"/> or
    /// <see cref="LocalFaults.AppSync"/>.
    /// </summary>
    /// <value>Default: <see langword="null"/>, all of them.</value>
    public string? Api { get; init; }

    /// <summary>
    /// Gets the path within the API, without the stage, as sent: <c>/items/1</c>. With a <c>*</c> at its end, every path that begins so.
    /// </summary>
    /// <value>Default: <see langword="null"/>, all paths.</value>
    public string? Path { get; init; }

    /// <summary>Gets the HTTP method.</summary>
    /// <value>Default: <see langword="null"/>, all methods but <c>OPTIONS</c>.</value>
    public string? Method { get; init; }

    internal bool Matches(string api, string method, string path) =>
        (Api is null || string.Equals(Api, api, StringComparison.Ordinal))
        && MatchesMethod(method)
        && MatchesPath(path);

    private bool MatchesMethod(string method) =>
        Method is null
            ? !string.Equals(method, "OPTIONS", StringComparison.Ordinal)
            : string.Equals(Method, method, StringComparison.OrdinalIgnoreCase);

    private bool MatchesPath(string path) =>
        Path is null
        || (Path.EndsWith('*')
            ? path.AsSpan().StartsWith(Path.AsSpan(0, Path.Length - 1), StringComparison.Ordinal)
            : string.Equals(Path, path, StringComparison.Ordinal));
}
