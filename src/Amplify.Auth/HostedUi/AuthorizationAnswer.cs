namespace Amplify.Auth.HostedUi;

/// <summary>What the hosted pages tell the application in the URL that they send the user back to.</summary>
internal sealed record AuthorizationAnswer(string? Code, string? State, string? Error, string? ErrorDescription)
{
    /// <exception cref="ArgumentException">The URL is not one that the hosted pages make.</exception>
    public static AuthorizationAnswer Read(Uri url)
    {
        Dictionary<string, string> parameters = ParametersOf(url.OriginalString);
        var answer = new AuthorizationAnswer(
            parameters.GetValueOrDefault("code"),
            parameters.GetValueOrDefault("state"),
            parameters.GetValueOrDefault("error"),
            parameters.GetValueOrDefault("error_description"));
        return answer.Code is null && answer.Error is null
            ? throw new ArgumentException("The URL has neither a code nor an error: it is not the one that the hosted pages have sent the user back to.", nameof(url))
            : answer;
    }

    public override string ToString() => "answer of the hosted pages";

    // Of two of a name the first counts: what is appended to the URL changes nothing.
    private static Dictionary<string, string> ParametersOf(string url)
    {
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        int start = url.IndexOf('?', StringComparison.Ordinal) + 1;
        int end = url.IndexOf('#', StringComparison.Ordinal);
        string query = start == 0 ? "" : end > start ? url[start..end] : end < 0 ? url[start..] : "";
        foreach (string pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = pair.IndexOf('=', StringComparison.Ordinal);
            parameters.TryAdd(Decode(equals < 0 ? pair : pair[..equals]), equals < 0 ? "" : Decode(pair[(equals + 1)..]));
        }

        return parameters;
    }

    private static string Decode(string part) => Uri.UnescapeDataString(part.Replace('+', ' '));
}
