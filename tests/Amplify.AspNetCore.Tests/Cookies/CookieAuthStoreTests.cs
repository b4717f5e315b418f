using System.Net;
using Amplify.AspNetCore.Cookies;
using Amplify.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Amplify.AspNetCore.Tests.Cookies;

/// <summary>The store in requests to Kestrel: what a browser is sent, and what is made of what it sends.</summary>
public sealed class CookieAuthStoreTests : IAsyncDisposable
{
    private const int MostOfABrowser = 4096;

    private static readonly string Large = string.Concat(Enumerable.Range(0, 2000).Select(static i => $"{i:0000}"));

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private readonly EphemeralDataProtectionProvider _keys = new();
    private readonly List<IAsyncDisposable> _servers = [];
    private CookieAuthStore? _last;

    public async ValueTask DisposeAsync()
    {
        foreach (IAsyncDisposable server in _servers)
        {
            await server.DisposeAsync();
        }
    }

    [Theory]
    [InlineData("short")]
    [InlineData("ünïcödé 😀")]
    [InlineData("")]
    public async Task Set_TheNextRequestReadsIt(string value)
    {
        using Browser browser = (await StartAsync()).OpenBrowser();

        await browser.SendAsync(HttpMethod.Put, "/key", value);

        Assert.Equal(value, await browser.GetAsync("/key"));
    }

    [Fact]
    public async Task Set_TheSameRequestReadsItAndSetsEachCookieOnce()
    {
        using Browser browser = (await StartAsync()).OpenBrowser();
        await browser.SendAsync(HttpMethod.Put, "/key", "old");

        Assert.Equal("new", await browser.SendAsync(HttpMethod.Post, "/key/twice", "new"));

        Assert.Single(browser.SetCookies);
        Assert.Equal("new", await browser.GetAsync("/key"));
    }

    [Fact]
    public async Task Set_CookieHasTheAttributesOfTheSettings()
    {
        CookieStorageConfiguration settings = new() { Domain = "example.com", Path = "/shop", Expires = 7, Secure = false, SameSite = "strict" };
        using Browser browser = (await StartAsync(settings)).OpenBrowser();

        await browser.SendAsync(HttpMethod.Put, "/key", "value");

        Assert.Equal(
            "expires=Fri, 09 Jan 2026 03:04:05 GMT; domain=example.com; path=/shop; samesite=strict; httponly",
            Assert.Single(browser.SetCookies).Split("; ", 2)[1]);
    }

    [Theory]
    [InlineData(null, "path=/; secure; httponly")]
    [InlineData("Lax", "path=/; secure; samesite=lax; httponly")]
    [InlineData("none", "path=/; secure; samesite=none; httponly")]
    public async Task Set_DomainAlone_TheRestIsByDefault(string? sameSite, string expected)
    {
        using Browser browser = (await StartAsync(new() { Domain = "example.com", SameSite = sameSite })).OpenBrowser();

        await browser.SendAsync(HttpMethod.Put, "/key", "value");

        Assert.Equal(
            $"expires=Sat, 02 Jan 2027 03:04:05 GMT; domain=example.com; {expected}", Assert.Single(browser.SetCookies).Split("; ", 2)[1]);
    }

    [Fact]
    public async Task Set_NoSettings_CookieIsThisHostsAlone()
    {
        using Browser browser = (await StartAsync()).OpenBrowser();

        await browser.SendAsync(HttpMethod.Put, "/key", "value");

        Assert.Equal(
            "expires=Sat, 02 Jan 2027 03:04:05 GMT; path=/; secure; samesite=lax; httponly",
            Assert.Single(browser.SetCookies).Split("; ", 2)[1]);
        Assert.Equal("no-store", browser.CacheControl);
    }

    [Fact]
    public void SameSite_Unknown_IsRefused()
    {
        var error = Assert.Throws<AmplifyConfigurationException>(() => new CookieAttributes(new() { Domain = "example.com", SameSite = "some" }, _time));

        Assert.Equal("Auth.CookieStorage.SameSite", error.Key);
    }

    [Fact]
    public async Task Set_NeitherKeyNorValueCanBeSeen()
    {
        using Browser browser = (await StartAsync()).OpenBrowser();

        await browser.SendAsync(HttpMethod.Put, "/annabel%20ü", "secret");

        string line = Assert.Single(browser.SetCookies);
        Assert.DoesNotContain("annabel", line, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("secret", line, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("c2VjcmV0", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Set_Large_IsSpreadOverCookiesThatABrowserTakes()
    {
        using Browser browser = (await StartAsync(new() { Domain = new string('d', 200) + ".example.com", Path = "/a/long/path" })).OpenBrowser();

        await browser.SendAsync(HttpMethod.Put, "/key", Large);

        Assert.Equal(3, browser.SetCookies.Count);
        Assert.All(browser.SetCookies, static line => Assert.InRange(line.Length, 1, MostOfABrowser));
        Assert.Equal(Large, await browser.GetAsync("/key"));
    }

    [Fact]
    public async Task Set_SmallerThanBefore_RemovesThePartsLeftOver()
    {
        using Browser browser = (await StartAsync()).OpenBrowser();
        await browser.SendAsync(HttpMethod.Put, "/key", Large);

        await browser.SendAsync(HttpMethod.Put, "/key", "small");

        Assert.Single(browser.Cookies);
        Assert.Equal("small", await browser.GetAsync("/key"));
    }

    [Fact]
    public async Task Set_TooLarge_ThrowsAndKeepsNothing()
    {
        using Browser browser = (await StartAsync()).OpenBrowser();
        await browser.SendAsync(HttpMethod.Put, "/key", "another's");

        string problem = await browser.SendAsync(HttpMethod.Put, "/key", string.Concat(Large, Large, Large), HttpStatusCode.Conflict);

        Assert.StartsWith("StoreUnavailable: The value is too large for cookies", problem, StringComparison.Ordinal);
        Assert.Empty(browser.Cookies);
    }

    [Fact]
    public async Task Remove_Large_RemovesEveryPart()
    {
        using Browser browser = (await StartAsync()).OpenBrowser();
        await browser.SendAsync(HttpMethod.Put, "/key", Large);

        await browser.SendAsync(HttpMethod.Delete, "/key");

        Assert.Equal(3, browser.SetCookies.Count);
        Assert.Empty(browser.Cookies);
    }

    [Fact]
    public async Task Remove_OneOfTwo_TheOtherStays()
    {
        using Browser browser = (await StartAsync()).OpenBrowser();
        await browser.SendAsync(HttpMethod.Put, "/one", "1");
        await browser.SendAsync(HttpMethod.Put, "/two", "2");

        await browser.SendAsync(HttpMethod.Delete, "/one");

        Assert.Equal(("-", "2"), (await browser.GetAsync("/one"), await browser.GetAsync("/two")));
    }

    [Theory]
    [InlineData("middle of a part")]
    [InlineData("a part is missing")]
    [InlineData("a part of another value")]
    [InlineData("the number of parts")]
    [InlineData("no number of parts")]
    public async Task Get_Tampered_IsNothingToldAndRemoved(string what)
    {
        Server server = await StartAsync();
        using Browser browser = server.OpenBrowser();
        await browser.SendAsync(HttpMethod.Put, "/key", Large);
        var before = new Dictionary<string, string>(browser.Cookies);
        string name = before.Keys.MinBy(static key => key.Length)!;
        await browser.SendAsync(HttpMethod.Put, "/key", new string([.. Large.Reverse()]));
        switch (what)
        {
            case "middle of a part":
                char[] text = browser.Cookies[name].ToCharArray();
                text[1000] = text[1000] == 'A' ? 'B' : 'A';
                browser.Cookies[name] = new string(text);
                break;
            case "a part is missing":
                browser.Cookies.Remove($"{name}.1");
                break;
            case "a part of another value":
                browser.Cookies[$"{name}.1"] = before[$"{name}.1"];
                break;
            case "the number of parts":
                browser.Cookies[name] = "2" + browser.Cookies[name][1..];
                break;
            default:
                browser.Cookies[name] = "x" + browser.Cookies[name];
                break;
        }

        Assert.Equal("-", await browser.GetAsync("/key"));

        (int id, LogLevel level, string told) = Assert.Single(server.Loggers.Events, static e => e.Id == 501);
        Assert.Equal((501, LogLevel.Warning), (id, level));
        Assert.DoesNotContain(before[name][1..], told, StringComparison.Ordinal);
        Assert.Empty(browser.Cookies);
    }

    [Fact]
    public async Task Get_CookieOfAnotherKey_IsNothing()
    {
        using Browser browser = (await StartAsync()).OpenBrowser();
        await browser.SendAsync(HttpMethod.Put, "/one", "1");
        string one = browser.Cookies.Single().Key;
        await browser.SendAsync(HttpMethod.Put, "/two", "2");
        browser.Cookies[one] = browser.Cookies.Single(cookie => cookie.Key != one).Value;

        Assert.Equal("-", await browser.GetAsync("/one"));
    }

    [Fact]
    public async Task Get_ServerWithOtherKeys_IsNothing()
    {
        using Browser browser = (await StartAsync()).OpenBrowser();
        await browser.SendAsync(HttpMethod.Put, "/key", "value");
        Server other = await StartAsync(keys: new EphemeralDataProtectionProvider());
        using Browser there = other.OpenBrowser();
        there.Cookies.Add(browser.Cookies.Single().Key, browser.Cookies.Single().Value);

        Assert.Equal("-", await there.GetAsync("/key"));

        Assert.Single(other.Loggers.Events, static e => e.Id == 501);
    }

    [Fact]
    public async Task Get_ServerStartedAnewWithTheSameKeys_GivesTheValue()
    {
        using Browser browser = (await StartAsync()).OpenBrowser();
        await browser.SendAsync(HttpMethod.Put, "/key", Large);
        using Browser there = (await StartAsync()).OpenBrowser();
        foreach ((string name, string value) in browser.Cookies)
        {
            there.Cookies.Add(name, value);
        }

        Assert.Equal(Large, await there.GetAsync("/key"));
    }

    [Fact]
    public async Task Set_ResponseHasBegun_ThrowsAndIsReadInThisRequestOnly()
    {
        using Browser browser = (await StartAsync()).OpenBrowser();
        await browser.SendAsync(HttpMethod.Put, "/key", "old");

        string late = await browser.SendAsync(HttpMethod.Post, "/key/late", "new");

        Assert.StartsWith("StoreUnavailable: The value cannot be kept in the visitor's cookies", late, StringComparison.Ordinal);
        Assert.EndsWith(" new", late, StringComparison.Ordinal);
        Assert.Equal("old", await browser.GetAsync("/key"));
    }

    [Fact]
    public async Task Remove_ResponseHasBegun_ThrowsWhenTheBrowserHasIt()
    {
        using Browser browser = (await StartAsync()).OpenBrowser();
        await browser.SendAsync(HttpMethod.Put, "/key", "value");

        string late = await browser.SendAsync(HttpMethod.Post, "/key/remove-late");
        string nothing = await browser.SendAsync(HttpMethod.Post, "/other/remove-late");

        Assert.StartsWith("StoreUnavailable: The value cannot be removed", late, StringComparison.Ordinal);
        Assert.EndsWith(" -", late, StringComparison.Ordinal);
        Assert.Equal(" -", nothing);
    }

    [Fact]
    public async Task Set_RequestIsOver_ThrowsAndTouchesNoLaterRequest()
    {
        using Browser browser = (await StartAsync()).OpenBrowser();
        await browser.GetAsync("/key");
        CookieAuthStore kept = _last!;
        string during = await browser.SendAsync(HttpMethod.Post, "/other/nothing");

        var error = await Assert.ThrowsAsync<AmplifyAuthException>(async () => await kept.SetAsync("key", "value", TestContext.Current.CancellationToken));
        await browser.GetAsync("/key");

        Assert.Equal("done", during);
        Assert.Equal(AmplifyAuthReason.StoreUnavailable, error.Reason);
        Assert.Empty(browser.Cookies);
    }

    [Fact]
    public async Task NoRequest_ReadsNothingAndRefusesToKeep()
    {
        var store = new CookieAuthStore(
            new VisitorCookies(context: null, new CookieAttributes(null, _time)), _keys, new Amplify.Testing.RecordingLoggers().CreateLogger(VisitorLog.Category));

        Assert.Null(await store.GetAsync("key", TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<AmplifyAuthException>(async () => await store.SetAsync("key", "value", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Set_ThenAnErrorPage_TheBrowserStillGetsTheCookie()
    {
        using Browser browser = (await StartAsync()).OpenBrowser();

        await browser.SendAsync(HttpMethod.Post, "/key/fail", "value", HttpStatusCode.InternalServerError);

        Assert.Equal("value", await browser.GetAsync("/key"));
    }

    private async Task<Server> StartAsync(CookieStorageConfiguration? settings = null, IDataProtectionProvider? keys = null)
    {
        Server server = await Server.StartAsync(static services => services.AddRouting(), app => Map(app, settings), keys ?? _keys);
        _servers.Add(server);
        return server;
    }

    private void Map(WebApplication app, CookieStorageConfiguration? settings)
    {
        app.UseExceptionHandler(static errors => errors.Run(static context => context.Response.WriteAsync("error page")));
        app.MapGet("/{key}", async (string key, HttpContext context) => await Open(context, settings).GetAsync(key) ?? "-");
        app.MapDelete("/{key}", async (string key, HttpContext context) => await Open(context, settings).RemoveAsync(key));
        app.MapPut("/{key}", async (string key, HttpContext context) =>
        {
            string problem = await TryAsync(async () => await Open(context, settings).SetAsync(key, await BodyAsync(context)));
            return problem.Length == 0 ? Results.Ok() : Results.Text(problem, statusCode: StatusCodes.Status409Conflict);
        });
        app.MapPost("/{key}/{how}", (string key, string how, HttpContext context) => WorkAsync(key, how, context, Open(context, settings)));
    }

    private static async Task WorkAsync(string key, string how, HttpContext context, CookieAuthStore store)
    {
        string value = await BodyAsync(context);
        switch (how)
        {
            case "twice":
                await store.SetAsync(key, "first");
                await store.SetAsync(key, value);
                await context.Response.WriteAsync(await store.GetAsync(key) ?? "-");
                break;
            case "late":
                await context.Response.StartAsync();
                await context.Response.WriteAsync($"{await TryAsync(async () => await store.SetAsync(key, value))} {await store.GetAsync(key)}");
                break;
            case "remove-late":
                await context.Response.StartAsync();
                await context.Response.WriteAsync($"{await TryAsync(async () => await store.RemoveAsync(key))} {await store.GetAsync(key) ?? "-"}");
                break;
            case "fail":
                await store.SetAsync(key, value);
                throw new InvalidOperationException("The page fails after the visitor has signed in.");
            default:
                await context.Response.WriteAsync("done");
                break;
        }
    }

    private static async Task<string> BodyAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        return await reader.ReadToEndAsync(context.RequestAborted);
    }

    private static async Task<string> TryAsync(Func<Task> action)
    {
        try
        {
            await action();
            return "";
        }
        catch (AmplifyAuthException e)
        {
            return $"{e.Reason}: {e.Message}";
        }
    }

    private CookieAuthStore Open(HttpContext context, CookieStorageConfiguration? settings) => _last = new(
        new VisitorCookies(context, new CookieAttributes(settings, _time)),
        context.RequestServices.GetRequiredService<IDataProtectionProvider>(),
        context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(VisitorLog.Category));
}
