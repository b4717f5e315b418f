using Amplify.Local;
using Amplify.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Amplify.AspNetCore.Tests.PerVisitor;

/// <summary>A browser that goes away while its request renews the session, with refresh tokens that are good for one renewal.</summary>
public sealed class AbortedRequestTests : IAsyncLifetime
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private readonly SkippingTime _time = new(skips: false);
    private readonly HeldCall _renewal = new("GetTokensFromRefreshToken");
    private readonly TaskCompletionSource _isOver = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private LocalBackend _backend = null!;
    private Server _server = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _backend = await VisitorApp.StartBackendAsync(_time, rotatesTokens: true);
        AmplifyConfiguration configuration = VisitorApp.ConfigurationOf(_backend);
        _server = await Server.StartAsync(
            services =>
            {
                services.AddSingleton<TimeProvider>(_time);
                services.AddAmplifyPerVisitor(configuration).ConfigurePrimaryHttpMessageHandler(_ => _renewal);
            },
            app =>
            {
                VisitorApp.Map(app);
                app.MapGet("/impatient", (Delegate)WorkAsync);
            });
    }

    public async ValueTask DisposeAsync()
    {
        _renewal.Release();
        await _server.DisposeAsync();
        await _backend.DisposeAsync();
    }

    [Fact]
    public async Task BrowserGone_WhileItsTokensAreRenewed_TheNextRequestHasTheNewOnes()
    {
        using Browser browser = _server.OpenBrowser();
        await browser.PostAsync("/sign-in/ann");
        _time.Advance(TimeSpan.FromHours(2));

        await AbortAsync(browser);
        _renewal.Release();
        using Browser later = browser.Duplicate();

        Assert.Equal("ann", await browser.GetAsync("/who"));
        Assert.NotEmpty(browser.SetCookies);
        Assert.Equal("ann", await browser.GetAsync("/events"));
        Assert.Empty(browser.SetCookies);
        _time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal("ann", await later.GetAsync("/events"));
        Assert.Equal(1, _renewal.Count);
    }

    [Fact]
    public async Task BrowserGone_AndBackWhenTheNewTokensHaveExpiredToo_IsStillSignedIn()
    {
        using Browser browser = _server.OpenBrowser();
        await browser.PostAsync("/sign-in/ann");
        _time.Advance(TimeSpan.FromHours(2));

        await AbortAsync(browser);
        _renewal.Release();
        using Browser tab = browser.Duplicate();
        Assert.Equal("ann", await tab.GetAsync("/who"));
        _time.Advance(TimeSpan.FromHours(2));

        Assert.Equal("ann", await browser.GetAsync("/who"));
        Assert.Equal("ann", await browser.GetAsync("/events"));
        Assert.Equal(2, _renewal.Count);
    }

    [Fact]
    public async Task SignedOut_AnOldRequestDoesNotGetTheRenewedSession()
    {
        using Browser browser = _server.OpenBrowser();
        await browser.PostAsync("/sign-in/ann");
        _renewal.Release();
        _time.Advance(TimeSpan.FromHours(2));
        using Browser old = browser.Duplicate();
        Assert.Equal("ann", await browser.GetAsync("/who"));

        await browser.PostAsync("/sign-out");

        Assert.Equal("ended", await old.GetAsync("/impatient"));
    }

    private async Task AbortAsync(Browser browser)
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Token);
        Task<string> request = browser.GetUntilAsync("/impatient", leaving.Token);
        await _renewal.IsHeld.WaitAsync(Longest, Token);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        await _isOver.Task.WaitAsync(Longest, Token);
    }

    // In a scope of its own, so that the test knows when the client has ended.
    private async Task<string> WorkAsync(HttpContext context)
    {
        try
        {
            await using AsyncServiceScope scope = context.RequestServices.CreateAsyncScope();
            AmplifyAuth auth = scope.ServiceProvider.GetRequiredService<AmplifyClient>().Auth;
            return (await auth.GetSessionAsync(cancellationToken: context.RequestAborted)).Username ?? "guest";
        }
        catch (AmplifyAuthException e) when (e.Reason == AmplifyAuthReason.SessionExpired)
        {
            return "ended";
        }
        finally
        {
            _isOver.TrySetResult();
        }
    }
}
