using System.Buffers;

namespace Amplify.Signing.Http;

/// <summary>What HttpClient will put on the wire for a URL.</summary>
internal static class WireTarget
{
    /// <summary>Everything that is printable ASCII without space and '#'.</summary>
    private static readonly SearchValues<char> Sendable =
        SearchValues.Create("!\"$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~");

    /// <summary>Gives path and query as they are sent.</summary>
    /// <exception cref="ArgumentException">
    /// The URL is not absolute, or holds a character that .NET would send raw: one below space splits the request, one above ASCII sends stale bytes.
    /// </exception>
    public static string Of(Uri uri, string parameter)
    {
        if (!uri.IsAbsoluteUri)
        {
            throw new ArgumentException("Only an absolute URL can be signed, since the host is signed.", parameter);
        }

        string target = uri.PathAndQuery;
        int index = target.AsSpan().IndexOfAnyExcept(Sendable);
        if (index >= 0)
        {
            throw new ArgumentException(
                $"The URL's path and query hold U+{(int)target[index]:X4} at {index}, which cannot be sent; percent-encode it.", parameter);
        }

        return target;
    }

    /// <summary>Gives the Host header that HttpClient makes.</summary>
    public static string HostOf(Uri uri)
    {
        string host = uri.HostNameType == UriHostNameType.IPv6 ? uri.Host : uri.IdnHost;
        return uri.IsDefaultPort ? host : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{host}:{uri.Port}");
    }
}
