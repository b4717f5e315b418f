using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Amplify.AspNetCore.HostedUi;

/// <summary>URLs within this site, which visitors are sent on to. Any other would send them wherever the maker of a link wants.</summary>
internal static class LocalUrl
{
    // It is kept in a cookie, which goes with every request until the sign-in ends.
    private const int Longest = 2000;

    public static bool IsValid(string url) => url.Length <= Longest && url.StartsWith('/') && RedirectHttpResult.IsLocalUrl(url);

    /// <summary>Sends the visitor on.</summary>
    /// <exception cref="ArgumentException">The URL leads elsewhere.</exception>
    public static void Redirect(HttpResponse response, string url) =>
        response.Redirect(IsValid(url) ? Encode(url) : throw new ArgumentException("The URL leads out of this site.", nameof(url)));

    // A header is ASCII. Nothing else is touched: a URL that is taken apart and put together may become one of another site.
    private static string Encode(string url)
    {
        if (Ascii.IsValid(url) && !url.Contains(' '))
        {
            return url;
        }

        var encoded = new StringBuilder(url.Length * 2);
        foreach (Rune rune in url.EnumerateRunes())
        {
            encoded.Append(rune.IsAscii && rune.Value != ' ' ? rune.ToString() : Uri.EscapeDataString(rune.ToString()));
        }

        return encoded.ToString();
    }
}
