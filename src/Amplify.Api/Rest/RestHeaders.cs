using System.Buffers;
using Amplify.Core.Http;

namespace Amplify.Api.Rest;

/// <summary>The headers of a request, put together from all who have a say.</summary>
internal static class RestHeaders
{
    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    // Web application firewalls refuse requests that do not say who they are from.
    private static readonly string Library = $"amplify-dotnet/{typeof(RestHeaders).Assembly.GetName().Version?.ToString(3)}";

    /// <summary>
    /// Gives what requests say that they are from: the library, then the application's own name. A browser says so itself, and one that lets a
    /// page set the header asks the API's CORS for leave first, which an API has no reason to give.
    /// </summary>
    /// <exception cref="AmplifyConfigurationException">The name cannot be sent.</exception>
    public static string? UserAgentOf(string? product)
    {
        if (FaultOf("User-Agent", product) is { } fault)
        {
            throw new AmplifyConfigurationException(fault) { Key = "UserAgent" };
        }

        if (OperatingSystem.IsBrowser())
        {
            return null;
        }

        return string.IsNullOrWhiteSpace(product) ? Library : $"{Library} {product}";
    }

    /// <summary>Merges the library's headers, the API's, its function's and the call's; later ones win, and null removes.</summary>
    public static ValueTask<Dictionary<string, string?>> MergeAsync(
        string? userAgent,
        string? accept,
        IReadOnlyDictionary<string, string?> ofApi,
        Func<CancellationToken, ValueTask<IReadOnlyDictionary<string, string?>>>? custom,
        IDictionary<string, string?>? ofCall,
        CancellationToken cancellationToken) => custom is null
            ? new ValueTask<Dictionary<string, string?>>(Merge(userAgent, accept, ofApi, ofFunction: null, ofCall))
            : AskAndMergeAsync(userAgent, accept, ofApi, custom, ofCall, cancellationToken);

    /// <summary>Asks an API's function for headers.</summary>
    public static async ValueTask<IReadOnlyDictionary<string, string?>> AskAsync(
        Func<CancellationToken, ValueTask<IReadOnlyDictionary<string, string?>>> custom, CancellationToken cancellationToken) =>
        await custom(cancellationToken).WithinAsync(cancellationToken).ConfigureAwait(false) ?? new Dictionary<string, string?>();

    /// <summary>Puts headers on a request and its content. What describes a body has no place on a request without one.</summary>
    public static void Apply(Dictionary<string, string?> headers, HttpRequestMessage request, bool contentIsCallers)
    {
        foreach ((string name, string? value) in headers)
        {
            if (value is null || (value.Length == 0 && name.Equals("Authorization", StringComparison.OrdinalIgnoreCase)))
            {
                continue;
            }

            if (!IsContentHeader(name))
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
            else if (request.Content is { } content && !IsOwnedByContent(name, content, contentIsCallers))
            {
                content.Headers.Remove(name);
                content.Headers.TryAddWithoutValidation(name, value);
            }
        }
    }

    /// <summary>Tells whether a header describes the body.</summary>
    public static bool IsContentHeader(string name) =>
        name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase)
        || name.Equals("Expires", StringComparison.OrdinalIgnoreCase)
        || name.Equals("Last-Modified", StringComparison.OrdinalIgnoreCase)
        || name.Equals("Allow", StringComparison.OrdinalIgnoreCase);

    /// <summary>Refuses what would inject a header or could not be sent. The value is not told: it may be a secret.</summary>
    /// <returns>What is wrong, or <see langword="null"/>.</returns>
    public static string? FaultOf(string name, string? value)
    {
        if (name.Length == 0 || name.AsSpan().ContainsAnyExcept(NameCharacters))
        {
            return "A header's name is empty or holds a character that no header name has.";
        }

        foreach (char c in value ?? "")
        {
            if (c is not '\t' and (< ' ' or > '~'))
            {
                string kind = c is '\r' or '\n' ? "a line break" : FormattableString.Invariant($"the character U+{(int)c:X4}");
                return $"The value of the header {name} holds {kind}. A header has printable ASCII only; remove or encode it.";
            }
        }

        return null;
    }

    private static async ValueTask<Dictionary<string, string?>> AskAndMergeAsync(
        string? userAgent,
        string? accept,
        IReadOnlyDictionary<string, string?> ofApi,
        Func<CancellationToken, ValueTask<IReadOnlyDictionary<string, string?>>> custom,
        IDictionary<string, string?>? ofCall,
        CancellationToken cancellationToken) =>
        Merge(userAgent, accept, ofApi, await AskAsync(custom, cancellationToken).ConfigureAwait(false), ofCall);

    private static Dictionary<string, string?> Merge(
        string? userAgent,
        string? accept,
        IReadOnlyDictionary<string, string?> ofApi,
        IReadOnlyDictionary<string, string?>? ofFunction,
        IDictionary<string, string?>? ofCall)
    {
        var merged = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase) { ["User-Agent"] = userAgent };
        if (accept is not null)
        {
            merged["Accept"] = accept;
        }

        Overlay(merged, ofApi);
        Overlay(merged, ofFunction);
        Overlay(merged, ofCall);
        return merged;
    }

    private static void Overlay(Dictionary<string, string?> merged, IEnumerable<KeyValuePair<string, string?>>? headers)
    {
        foreach ((string name, string? value) in headers ?? [])
        {
            if (FaultOf(name, value) is { } fault)
            {
                throw new ArgumentException(fault, nameof(headers));
            }

            merged[name] = value;
        }
    }

    // The length is counted, not claimed; and a form that the caller made has a type that holds the boundary it was written with.
    private static bool IsOwnedByContent(string name, HttpContent content, bool contentIsCallers) =>
        name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase) || (contentIsCallers && content.Headers.NonValidated.Contains(name));
}
