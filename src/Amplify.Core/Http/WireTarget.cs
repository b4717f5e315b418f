using System.Buffers;
using System.Text;

namespace Amplify.Core.Http;

/// <summary>
/// Builds the address of a request once, as the absolute URI that goes on the wire byte for byte, so that what is signed is what is sent.
/// </summary>
internal static class WireTarget
{
    private static readonly UriCreationOptions AsWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };

    // What goes on the wire as it is, whatever sends it.
    private static readonly SearchValues<char> PlainCharacters =
        SearchValues.Create("/ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_~");

    /// <summary>Joins an endpoint, a path with its own query, and query parameters.</summary>
    /// <param name="endpoint">The root: scheme, host, port and a path.</param>
    /// <param name="path">Empty, or <c>/…</c>, or <c>?…</c>, with or without a query; percent-encoded or not.</param>
    /// <param name="parameters">Parameters to add, or <see langword="null"/>.</param>
    /// <param name="browser">Whether a browser will send it, which rewrites more than a socket does.</param>
    /// <exception cref="ArgumentException">The path is not one, or something holds a control character.</exception>
    public static Uri Build(Uri endpoint, string path, IWireQuery? parameters, bool browser)
    {
        Check(path);
        if (parameters is null && path.Length > 0 && !path.AsSpan().ContainsAnyExcept(PlainCharacters) && Ascii.IsValid(endpoint.AbsoluteUri))
        {
            return new Uri(string.Concat(endpoint.AbsoluteUri.AsSpan().TrimEnd('/'), path), AsWritten);
        }

        var target = new StringBuilder(endpoint.AbsoluteUri.Length + path.Length + 32);
        target.Append(endpoint.Scheme).Append("://").Append(AuthorityOf(endpoint));
        int origin = target.Length;

        ReadOnlySpan<char> root = endpoint.AbsolutePath;
        int mark = path.IndexOf('?', StringComparison.Ordinal);
        ReadOnlySpan<char> local = mark < 0 ? path : path.AsSpan(0, mark);
        target.Append(local.IsEmpty && root.Length > 1 ? root : root.TrimEnd('/'));
        PercentEncoding.AppendPath(target, local, nameof(path));
        if (target.Length == origin)
        {
            target.Append('/');
        }

        WireQuery.Append(target, mark < 0 ? [] : path.AsSpan(mark + 1), parameters, nameof(path));
        if (browser)
        {
            AdaptToBrowser(target, origin, nameof(path));
        }

        string address = target.ToString();
        ThrowIfUnsafe(address);
        return new Uri(address, AsWritten);
    }

    private static void Check(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (path.Length > 0 && path[0] is not ('/' or '?'))
        {
            bool absolute = path.Contains("://", StringComparison.Ordinal);
            throw new ArgumentException(
                absolute
                    ? "The path is an absolute URL. Give the part after the API's endpoint, such as \"/items\"; to call another host, add it to the configuration as an API of its own."
                    : "The path does not begin with \"/\". Write \"/items\" for \"items\"; an empty path calls the endpoint itself.",
                nameof(path));
        }

        if (path.Contains('#', StringComparison.Ordinal))
        {
            throw new ArgumentException("The path holds \"#\". A fragment is never sent to a server; if the character is meant, write it as %23.", nameof(path));
        }
    }

    private static string AuthorityOf(Uri endpoint)
    {
        string host = endpoint.HostNameType == UriHostNameType.IPv6 ? endpoint.Host : endpoint.IdnHost;
        return endpoint.IsDefaultPort ? host : FormattableString.Invariant($"{host}:{endpoint.Port}");
    }

    // fetch resolves dot segments, encoded ones too, and encodes an apostrophe, whatever the flag on the URI says; the signature must foresee it.
    private static void AdaptToBrowser(StringBuilder target, int origin, string parameter)
    {
        target.Replace("'", "%27", origin, target.Length - origin);
        string path = target.ToString(origin, target.Length - origin);
        int mark = path.IndexOf('?', StringComparison.Ordinal);
        foreach (string segment in (mark < 0 ? path : path[..mark]).Split('/'))
        {
            if (segment.Replace("%2e", ".", StringComparison.OrdinalIgnoreCase) is "." or "..")
            {
                throw new ArgumentException($"The path holds the segment \"{segment}\", which browsers resolve before sending. Write the path without it.", parameter);
            }
        }
    }

    // The URI is sent as it stands: a character outside this range would inject headers or send stale bytes of the connection's buffer.
    private static void ThrowIfUnsafe(string address)
    {
        if (address.AsSpan().ContainsAnyExceptInRange('!', '~') || address.Contains('#', StringComparison.Ordinal))
        {
            throw new ArgumentException("The address holds a character that must not go on the wire.", nameof(address));
        }
    }
}
