using System.Net;
using Microsoft.Net.Http.Headers;

namespace Amplify.AspNetCore.Tests;

/// <summary>A visitor's browser: keeps the cookies that it is sent, whatever their attributes, and sends them back.</summary>
internal sealed class Browser(Uri server) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = server };

    public Dictionary<string, string> Cookies { get; } = [];

    /// <summary>Gets what the last answer had to say about cookies, each as it was written.</summary>
    public IReadOnlyList<string> SetCookies { get; private set; } = [];

    public string? CacheControl { get; private set; }

    /// <summary>Gets where the last answer leads, as it was written.</summary>
    public string? Location { get; private set; }

    /// <summary>Gets or sets the host that the address bar shows, if it is not the server's own.</summary>
    public string? Host { get; set; }

    public Task<string> SendAsync(HttpMethod method, string path, string? body = null, HttpStatusCode expected = HttpStatusCode.OK) =>
        SendAsync(method, path, body is null ? null : new StringContent(body), expected, TestContext.Current.CancellationToken);

    public Task<string> SendAsync(HttpMethod method, string path, FormUrlEncodedContent form, HttpStatusCode expected) =>
        SendAsync(method, path, form, expected, TestContext.Current.CancellationToken);

    private async Task<string> SendAsync(HttpMethod method, string path, HttpContent? body, HttpStatusCode expected, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        request.Headers.Host = Host;
        if (Cookies.Count > 0)
        {
            request.Headers.Add(HeaderNames.Cookie, string.Join("; ", Cookies.Select(static cookie => $"{cookie.Key}={cookie.Value}")));
        }

        using HttpResponseMessage response = await _http.SendAsync(request, cancellationToken);
        SetCookies = response.Headers.TryGetValues(HeaderNames.SetCookie, out IEnumerable<string>? lines) ? [.. lines] : [];
        CacheControl = response.Headers.CacheControl?.ToString();
        Location = response.Headers.TryGetValues(HeaderNames.Location, out IEnumerable<string>? locations) ? locations.Single() : null;
        foreach (SetCookieHeaderValue cookie in SetCookieHeaderValue.ParseList([.. SetCookies]))
        {
            Keep(cookie);
        }

        string text = await response.Content.ReadAsStringAsync(cancellationToken);
        Assert.True(response.StatusCode == expected, $"{response.StatusCode}: {text}");
        return text;
    }

    public Task<string> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<string> GetUntilAsync(string path, CancellationToken leaving) =>
        SendAsync(HttpMethod.Get, path, body: null, HttpStatusCode.OK, leaving);

    public Task<string> PostAsync(string path) => SendAsync(HttpMethod.Post, path);

    /// <summary>Opens another one that has the same cookies by now.</summary>
    public Browser Duplicate()
    {
        var other = new Browser(server) { Host = Host };
        foreach ((string name, string value) in Cookies)
        {
            other.Cookies.Add(name, value);
        }

        return other;
    }

    public void Dispose() => _http.Dispose();

    private void Keep(SetCookieHeaderValue cookie)
    {
        if (cookie.Expires == DateTimeOffset.UnixEpoch)
        {
            Cookies.Remove(cookie.Name.Value!);
        }
        else
        {
            Cookies[cookie.Name.Value!] = cookie.Value.Value!;
        }
    }
}
