using System.Globalization;

namespace Amplify.Cli.Commands.Sign;

/// <summary>
/// A URL split as text. <see cref="Uri"/> would resolve dots and re-encode, and a signature covers the characters that are sent.
/// </summary>
internal sealed record RawUrl(string Origin, string Host, string Target)
{
    private static readonly Dictionary<string, int> DefaultPorts = new(StringComparer.OrdinalIgnoreCase)
    {
        ["http"] = 80,
        ["https"] = 443,
        ["ws"] = 80,
        ["wss"] = 443,
    };

    /// <exception cref="FormatException">The text is not an absolute URL of HTTP or WebSocket.</exception>
    public static RawUrl Parse(string text)
    {
        int schemeEnd = text.IndexOf("://", StringComparison.Ordinal);
        if (schemeEnd < 0 || !DefaultPorts.TryGetValue(text[..schemeEnd], out int defaultPort))
        {
            throw new FormatException("The URL begins with https:// or http:// (or wss://, ws://).");
        }

        if (text.Any(char.IsControl))
        {
            throw new FormatException("The URL holds a line break or another control character.");
        }

        // A fragment stays in the browser; it is never sent, so never signed.
        int fragment = text.IndexOf('#', StringComparison.Ordinal);
        string url = fragment < 0 ? text : text[..fragment];
        int authorityStart = schemeEnd + 3;
        int authorityEnd = url.AsSpan(authorityStart).IndexOfAny('/', '?');
        authorityEnd = authorityEnd < 0 ? url.Length : authorityStart + authorityEnd;
        string target = url[authorityEnd..];
        return new RawUrl(
            url[..authorityEnd],
            HostOf(url[authorityStart..authorityEnd], defaultPort),
            target.StartsWith('/') ? target : "/" + target);
    }

    /// <summary>Gives the Host header that clients make of an authority.</summary>
    private static string HostOf(string authority, int defaultPort)
    {
        string host = authority[(authority.LastIndexOf('@') + 1)..];
        int colon = host.LastIndexOf(':');
        if (colon > host.LastIndexOf(']'))
        {
            string port = host[(colon + 1)..];
            if (port.Length > 0 && !ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            {
                throw new FormatException("The port of the URL is a number up to 65535.");
            }

            if (port.Length == 0 || ushort.Parse(port, CultureInfo.InvariantCulture) == defaultPort)
            {
                host = host[..colon];
            }
        }

        if (host.Length == 0)
        {
            throw new FormatException("The URL has no host.");
        }

        if (host.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            throw new FormatException(
                "The host of the URL holds a space or a character outside ASCII; write an international name in its xn-- form.");
        }

        return host.ToLowerInvariant();
    }
}
