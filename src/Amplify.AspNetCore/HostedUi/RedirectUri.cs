using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace Amplify.AspNetCore.HostedUi;

/// <summary>Chooses where the hosted pages send a visitor back to. They send nobody to a URL that is not registered with the app client.</summary>
internal static class RedirectUri
{
    /// <summary>Gives the URL of an endpoint: the configured one of the visitor's host, else the first one, for a proxy may hide the host.</summary>
    /// <param name="configured">The URLs of the configuration.</param>
    /// <param name="request">The visitor's request.</param>
    /// <param name="path">The endpoint's path.</param>
    public static string Of(IEnumerable<string> configured, HttpRequest request, PathString path)
    {
        string address = request.PathBase.Add(path).ToUriComponent();
        return First(configured.Where(url => Parse(url)?.AbsolutePath == address), request)
            ?? UriHelper.BuildAbsolute(request.Scheme, request.Host, request.PathBase, path);
    }

    /// <summary>Gives where to come back to after a sign-out, likewise; without any configured, the start of this site.</summary>
    public static string AfterSignOut(IEnumerable<string> configured, HttpRequest request) =>
        First(configured, request) ?? UriHelper.BuildAbsolute(request.Scheme, request.Host, request.PathBase, "/");

    private static string? First(IEnumerable<string> candidates, HttpRequest request)
    {
        string[] urls = [.. candidates.Where(static url => Parse(url) is not null)];
        return Array.Find(urls, url => string.Equals(Parse(url)!.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase)) ?? urls.FirstOrDefault();
    }

    private static Uri? Parse(string url) => Uri.TryCreate(url, UriKind.Absolute, out Uri? parsed) && parsed.Scheme is "http" or "https" ? parsed : null;
}
