using Amplify.Local;
using Amplify.Signing;
using Amplify.Testing;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;

namespace Amplify.AspNetCore.Tests.PerVisitor;

/// <summary>What visitors do with a web application: sign in, call as themselves beside each other, come back later, sign out.</summary>
public sealed class VisitorTests : IAsyncLifetime
{
    private readonly SkippingTime _time = new(skips: false);
    private readonly EphemeralDataProtectionProvider _keys = new();
    private LocalBackend _backend = null!;
    private Server _server = null!;

    public async ValueTask InitializeAsync()
    {
        _backend = await VisitorApp.StartBackendAsync(_time);
        _server = await VisitorApp.StartAsync(_backend, _time, keys: _keys);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _backend.DisposeAsync();
    }

    [Fact]
    public async Task SignIn_LaterRequestsCallAsTheVisitor()
    {
        using Browser browser = _server.OpenBrowser();
        string guest = await browser.GetAsync("/identity");

        Assert.Equal("Done", await browser.PostAsync("/sign-in/ann"));

        Assert.Equal("ann", await browser.GetAsync("/who"));
        Assert.Equal(guest, await browser.GetAsync("/signed"));
        Assert.Equal("ann", await browser.GetAsync("/events"));
    }

    [Fact]
    public async Task TwoVisitorsAtOnce_EachCallsAsThemselves()
    {
        using Browser ann = _server.OpenBrowser(), bob = _server.OpenBrowser(), guest = _server.OpenBrowser();
        await Task.WhenAll(ann.PostAsync("/sign-in/ann"), bob.PostAsync("/sign-in/bob"));
        string[] identities = await Task.WhenAll(ann.GetAsync("/identity"), bob.GetAsync("/identity"), guest.GetAsync("/identity"));

        string[][] seen = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.WhenAll(
            ann.GetAsync("/events"), bob.GetAsync("/events"), guest.GetAsync("/who"),
            ann.GetAsync("/signed"), bob.GetAsync("/signed"), guest.GetAsync("/signed"))));

        Assert.Equal(3, identities.Distinct().Count());
        Assert.All(seen, answers => Assert.Equal(["ann", "bob", "guest", .. identities], answers));
    }

    [Fact]
    public async Task SignOut_ClearsTheSessionAndTheIdentity()
    {
        using Browser browser = _server.OpenBrowser();
        await browser.PostAsync("/sign-in/ann");
        string user = await browser.GetAsync("/identity");

        await browser.PostAsync("/sign-out");

        Assert.Empty(browser.Cookies);
        Assert.Equal("guest", await browser.GetAsync("/who"));
        Assert.NotEqual(user, await browser.GetAsync("/identity"));
    }

    [Fact]
    public async Task ADayLater_OnAServerStartedAnew_TheVisitorIsStillSignedIn()
    {
        using Browser browser = _server.OpenBrowser();
        await browser.PostAsync("/sign-in/ann");
        _time.Advance(TimeSpan.FromDays(1));
        await using Server anew = await VisitorApp.StartAsync(_backend, _time, keys: _keys);
        using Browser later = anew.OpenBrowser();
        foreach ((string name, string value) in browser.Cookies)
        {
            later.Cookies.Add(name, value);
        }

        Assert.Equal("ann", await later.GetAsync("/events"));

        Assert.NotEmpty(later.SetCookies);
        Assert.Equal("ann", await later.GetAsync("/who"));
        Assert.Empty(later.SetCookies);
    }

    [Fact]
    public async Task ManyGroups_TheSessionTakesSeveralCookies()
    {
        _backend.UserPool.SetGroups("ann", [.. Enumerable.Range(0, 60).Select(static i => $"group-with-a-long-name-{i}")]);
        using Browser browser = _server.OpenBrowser();

        await browser.PostAsync("/sign-in/ann");

        Assert.InRange(browser.SetCookies.Count, 3, 5);
        Assert.Equal("ann", await browser.GetAsync("/who"));
        await browser.PostAsync("/sign-out");
        Assert.Empty(browser.Cookies);
    }

    [Fact]
    public async Task ManyRequestsOfOneVisitorAtExpiry_MakeOneRefreshAlthoughTheTokenRotates()
    {
        await using LocalBackend rotating = await VisitorApp.StartBackendAsync(_time, rotatesTokens: true);
        var refreshes = new CallCounter("GetTokensFromRefreshToken");
        await using Server server = await VisitorApp.StartAsync(rotating, _time, services => services
            .AddAmplifyPerVisitor(static _ => { })
            .ConfigurePrimaryHttpMessageHandler(_ => refreshes));
        using Browser browser = server.OpenBrowser();
        await browser.PostAsync("/sign-in/ann");
        _time.Advance(TimeSpan.FromHours(2));
        Browser[] tabs = [.. Enumerable.Range(0, 30).Select(_ => browser.Duplicate())];

        string[] users = await Task.WhenAll(tabs.Select(static tab => tab.GetAsync("/who")));
        string late = await browser.GetAsync("/who");

        Assert.All(users.Append(late), static user => Assert.Equal("ann", user));
        Assert.Equal(1, refreshes.Count);
        _time.Advance(TimeSpan.FromHours(2));
        Assert.Equal("ann", await browser.GetAsync("/who"));
        Assert.Equal(2, refreshes.Count);
    }

    [Fact]
    public async Task SignInOfSeveralSteps_GoesOnInTheNextRequest()
    {
        _backend.UserPool.AddUserWithTemporaryPassword("eve", VisitorApp.Password, new Dictionary<string, string> { ["email"] = "eve@example.com" });
        using Browser browser = _server.OpenBrowser(), other = _server.OpenBrowser();

        Assert.Equal("NewPassword", await browser.PostAsync("/sign-in/eve"));
        Assert.Equal("guest", await browser.GetAsync("/who"));
        Assert.Equal("NoSignInUnderWay", await other.PostAsync("/confirm/An0therOne!"));
        Assert.Equal("Done", await browser.PostAsync("/confirm/An0therOne!"));

        Assert.Equal("eve", await browser.GetAsync("/who"));
        Assert.Equal("NoSignInUnderWay", await browser.PostAsync("/confirm/An0therOne!"));
    }

    [Fact]
    public async Task SessionTampered_TheVisitorIsSignedOutAndNothingSecretIsTold()
    {
        using Browser browser = _server.OpenBrowser();
        await browser.PostAsync("/sign-in/ann");
        foreach ((string name, string value) in browser.Cookies)
        {
            browser.Cookies[name] = value[..^4] + "AAAA";
        }

        Assert.Equal("guest", await browser.GetAsync("/who"));

        Assert.Contains(_server.Loggers.Events, static e => e.Id == 501);
        Assert.DoesNotContain("eyJ", _server.Loggers.All, StringComparison.Ordinal);
        Assert.DoesNotContain(VisitorApp.Password, _server.Loggers.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RequestThatDoesNotAskForTheClient_TouchesNoCookie()
    {
        using Browser browser = _server.OpenBrowser();
        await browser.PostAsync("/sign-in/ann");
        foreach (string name in browser.Cookies.Keys)
        {
            browser.Cookies[name] = "broken";
        }

        await browser.GetAsync("/untouched");

        Assert.Empty(browser.SetCookies);
        Assert.Null(browser.CacheControl);
        Assert.DoesNotContain(_server.Loggers.Events, static e => e.Id == 501);
    }

    [Fact]
    public async Task ResponseHasBegun_TheClientStillActsAsTheVisitor_SigningOutFails()
    {
        using Browser browser = _server.OpenBrowser();
        await browser.PostAsync("/sign-in/ann");

        Assert.Equal("ann StoreUnavailable guest True", await browser.PostAsync("/sign-out-late"));
    }

    [Fact]
    public async Task ResponseHasBegun_AGuestIsOneGuestAllTheSame()
    {
        using Browser browser = _server.OpenBrowser();

        Assert.Equal("one guest", await browser.GetAsync("/guest-late"));

        Assert.Contains(_server.Loggers.Events, static e => e.Id == 120);
    }

    [Fact]
    public async Task ScopeWithoutARequest_ActsAsAGuestAndSignsInForItselfAlone()
    {
        await using AsyncServiceScope circuit = _server.Services.CreateAsyncScope();
        AmplifyClient amplify = circuit.ServiceProvider.GetRequiredService<AmplifyClient>();

        Assert.False((await amplify.Auth.GetSessionAsync(cancellationToken: TestContext.Current.CancellationToken)).IsSignedIn);
        await amplify.Auth.SignInAsync("ann", VisitorApp.Password, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("ann", (await amplify.Auth.GetSessionAsync(cancellationToken: TestContext.Current.CancellationToken)).Username);
        Assert.Contains(_server.Loggers.Events, static e => e.Id == 106);
    }

    [Fact]
    public async Task ScopeEnds_ItsClientIsDisposedOf()
    {
        AmplifyClient amplify;
        await using (AsyncServiceScope scope = _server.Services.CreateAsyncScope())
        {
            amplify = scope.ServiceProvider.GetRequiredService<AmplifyClient>();
            Assert.Same(amplify, scope.ServiceProvider.GetRequiredService<AmplifyClient>());
        }

        await Assert.ThrowsAsync<ObjectDisposedException>(() => amplify.Auth.GetSessionAsync(cancellationToken: TestContext.Current.CancellationToken));
        using Browser browser = _server.OpenBrowser();
        Assert.Equal("guest", await browser.GetAsync("/who"));
    }

    [Fact]
    public async Task StoreAndCredentialsOfTheServer_AreNotTheVisitors()
    {
        var store = new MemoryAuthStore();
        await using Server server = await VisitorApp.StartAsync(_backend, _time, services =>
        {
            services.AddSingleton<IAuthStore>(store);
            services.AddSingleton<IAwsCredentialsProvider>(new StaticCredentialsProvider(new AwsCredentials("AKIDEXAMPLE", "secret")));
        });
        using Browser ann = server.OpenBrowser(), bob = server.OpenBrowser();

        await ann.PostAsync("/sign-in/ann");

        Assert.Equal("guest", await bob.GetAsync("/who"));
        Assert.Equal(await ann.GetAsync("/identity"), await ann.GetAsync("/signed"));
    }
}
