using Amplify.Local;
using Amplify.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Amplify.AspNetCore.Tests.PerVisitor;

/// <summary>Credentials of the identity pool are got once for a visitor, not for each request, and go to nobody else.</summary>
public sealed class VisitorCredentialsTests : IAsyncLifetime
{
    private readonly SkippingTime _time = new(skips: false);
    private readonly CallCounter _calls = new("GetCredentialsForIdentity");
    private LocalBackend _backend = null!;
    private Server _server = null!;

    public async ValueTask InitializeAsync()
    {
        _backend = await VisitorApp.StartBackendAsync(_time);
        AmplifyConfiguration configuration = VisitorApp.ConfigurationOf(_backend);
        _server = await Server.StartAsync(
            services =>
            {
                services.AddSingleton<TimeProvider>(_time);
                services.AddAmplifyPerVisitor(configuration).ConfigurePrimaryHttpMessageHandler(_ => _calls);
            },
            static app =>
            {
                VisitorApp.Map(app);
                app.MapPost("/refresh", static async (AmplifyClient amplify) => (await amplify.Auth.GetSessionAsync(forceRefresh: true)).IdentityId);
            });
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _backend.DisposeAsync();
    }

    [Fact]
    public async Task ManyRequestsOfAVisitor_GetCredentialsOnce()
    {
        using Browser ann = _server.OpenBrowser();
        await ann.PostAsync("/sign-in/ann");
        string identity = await ann.GetAsync("/signed");
        Browser[] tabs = [.. Enumerable.Range(0, 20).Select(_ => ann.Duplicate())];

        string[] seen = await Task.WhenAll(tabs.Select(static tab => tab.GetAsync("/signed")));

        Assert.All(seen, name => Assert.Equal(identity, name));
        Assert.Equal(1, _calls.Count);
    }

    [Fact]
    public async Task ManyRequestsOfAGuest_GetCredentialsOnce()
    {
        using Browser guest = _server.OpenBrowser(), other = _server.OpenBrowser();
        string identity = await guest.GetAsync("/signed");
        string another = await other.GetAsync("/signed");

        for (int request = 0; request < 10; request++)
        {
            Assert.Equal((identity, another), (await guest.GetAsync("/signed"), await other.GetAsync("/signed")));
        }

        Assert.NotEqual(identity, another);
        Assert.Equal(2, _calls.Count);
    }

    [Fact]
    public async Task RequestsAtOnceWithNoCredentialsYet_GetThemOnce()
    {
        using Browser guest = _server.OpenBrowser();
        string identity = await guest.GetAsync("/identity");
        _time.Advance(TimeSpan.FromHours(2));

        string[] seen = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => guest.Duplicate().GetAsync("/signed")));

        Assert.All(seen, name => Assert.Equal(identity, name));
        Assert.Equal(2, _calls.Count);
    }

    [Fact]
    public async Task TwoVisitorsOfOneUser_AreNotMixedWithAnotherUsers()
    {
        using Browser here = _server.OpenBrowser(), there = _server.OpenBrowser(), bob = _server.OpenBrowser();
        await Task.WhenAll(here.PostAsync("/sign-in/ann"), there.PostAsync("/sign-in/ann"), bob.PostAsync("/sign-in/bob"));
        string[] first = await Task.WhenAll(here.GetAsync("/signed"), there.GetAsync("/signed"), bob.GetAsync("/signed"));

        string[] again = await Task.WhenAll(here.GetAsync("/signed"), there.GetAsync("/signed"), bob.GetAsync("/signed"));

        Assert.Equal(first, again);
        Assert.Equal(first[0], first[1]);
        Assert.NotEqual(first[0], first[2]);
    }

    [Fact]
    public async Task IdentityOfAnotherVisitor_GivesAGuestNothing()
    {
        using Browser ann = _server.OpenBrowser(), thief = _server.OpenBrowser();
        await ann.PostAsync("/sign-in/ann");
        string identity = await ann.GetAsync("/signed");

        // The cookie of the identity without that of the session.
        KeyValuePair<string, string> shortest = ann.Cookies.MinBy(static cookie => cookie.Value.Length);
        thief.Cookies.Add(shortest.Key, shortest.Value);

        Assert.NotEqual(identity, await thief.GetAsync("/signed"));
    }

    [Fact]
    public async Task SignOut_OldCookiesGetNothingThatIsKept()
    {
        using Browser ann = _server.OpenBrowser();
        await ann.PostAsync("/sign-in/ann");
        await ann.GetAsync("/signed");
        using Browser old = ann.Duplicate();

        await ann.PostAsync("/sign-out");
        await old.GetAsync("/signed");

        Assert.Equal(2, _calls.Count);
    }

    [Fact]
    public async Task AnotherUserSignsInInTheSameBrowser_GetsOwnCredentials()
    {
        using Browser browser = _server.OpenBrowser();
        await browser.PostAsync("/sign-in/ann");
        string ann = await browser.GetAsync("/signed");
        await browser.PostAsync("/sign-out");
        await browser.PostAsync("/sign-in/bob");

        string bob = await browser.GetAsync("/signed");

        Assert.NotEqual(ann, bob);
        Assert.Equal(bob, await browser.GetAsync("/signed"));
    }

    [Fact]
    public async Task CredentialsAreOldOrOthersAreAskedFor_GetsOthers()
    {
        using Browser guest = _server.OpenBrowser();
        string identity = await guest.GetAsync("/signed");
        _time.Advance(TimeSpan.FromMinutes(56));
        Assert.Equal(identity, await guest.GetAsync("/signed"));
        Assert.Equal(2, _calls.Count);

        Assert.Equal(identity, await guest.PostAsync("/refresh"));
        Assert.Equal(identity, await guest.GetAsync("/signed"));

        Assert.Equal(3, _calls.Count);
    }
}
