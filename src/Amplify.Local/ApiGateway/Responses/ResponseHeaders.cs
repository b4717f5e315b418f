using System.Buffers;
using System.Collections.Frozen;

namespace Amplify.Local.ApiGateway.Responses;

/// <summary>Which of a handler's headers go out, and under which name.</summary>
internal static class ResponseHeaders
{
    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    private static readonly FrozenSet<string> Remapped = new[]
    {
        "Authorization", "Connection", "Content-Length", "Content-MD5", "Date", "Expect", "Host", "Max-Forwards", "Proxy-Authenticate",
        "Server", "TE", "Trailer", "Upgrade", "WWW-Authenticate",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Gives the name under which a header is sent, or <see langword="null"/> when the gateway drops it.</summary>
    public static string? NameOf(string name)
    {
        if (name.Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        return Remapped.Contains(name) ? $"x-amzn-Remapped-{name}" : name;
    }

    public static void Check(string name, string value)
    {
        if (name.Length == 0 || name.AsSpan().ContainsAnyExcept(NameCharacters))
        {
            throw new MalformedProxyResponseException("A header's name is empty or holds a character that no header name can have.");
        }

        if (value.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            throw new MalformedProxyResponseException($"The header '{name}' holds a line break or another character that no header can carry.");
        }
    }
}
