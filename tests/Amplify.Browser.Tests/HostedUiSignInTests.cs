using System.Net;
using System.Net.Sockets;
using Amplify.Local;
using Microsoft.Playwright;

namespace Amplify.Browser.Tests;

/// <summary>A desktop application whose user signs in at the hosted pages, in a real browser.</summary>
public sealed class HostedUiSignInTests : IAsyncLifetime
{
    private const string Password = "Tr0ub4dor&3";

    private LocalBackend? _backend;
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private IPage? _page;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(Chromium.Missing is not null, Chromium.Missing ?? "");
        string root = $"http://localhost:{FreePort()}/";
        _backend = await LocalBackend.StartAsync(
            new LocalBackendOptions
            {
                UserPool = new() { Clients = [new("desktop") { OAuth = new() { CallbackUrls = [root + "signed-in"], LogoutUrls = [root + "signed-out"] } }] },
            },
            Token);
        _backend.UserPool.AddUser("ann", Password);
        _playwright = await Playwright.CreateAsync();
        _browser = await Chromium.LaunchAsync(_playwright);
        _page = await _browser.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
            _playwright!.Dispose();
            await _backend!.DisposeAsync();
        }
    }

    [Fact]
    public async Task SignInAndOut_InARealBrowser_TheApplicationGetsAndLosesItsUser()
    {
        await using AmplifyClient amplify = AmplifyClient.Create(
            AmplifyConfiguration.Parse(_backend!.AmplifyOutputs()), new() { OpenBrowser = (page, _) => new(_page!.GotoAsync(page.AbsoluteUri, new() { WaitUntil = WaitUntilState.Commit })) });

        Task<SignInStep.Done> signIn = amplify.Auth.SignInWithHostedUiAsync(cancellationToken: Token);
        await TypeAsync("wrong");
        await _page!.GetByText("Incorrect username or password").WaitForAsync();
        await TypeAsync(Password);
        SignInStep.Done done = await signIn;
        string closing = await HeadingAsync("Signed in");
        AuthSession session = await amplify.Auth.GetSessionAsync(cancellationToken: Token);
        await amplify.Auth.SignOutWithHostedUiAsync(cancellationToken: Token);
        string last = await HeadingAsync("Signed out");
        Task<SignInStep.Done> again = amplify.Auth.SignInWithHostedUiAsync(cancellationToken: Token);
        await TypeAsync(Password);
        await again;

        Assert.Equal(("ann", "Signed in", "Signed out"), (done.Username, closing, last));
        Assert.Equal((true, "ann"), (session.IsSignedIn, session.Username));
        Assert.NotNull(session.Credentials);
    }

    private async Task TypeAsync(string password)
    {
        await _page!.FillAsync("input[name=username]", "ann");
        await _page.FillAsync("input[name=password]", password);
        await _page.ClickAsync("button");
    }

    private async Task<string> HeadingAsync(string text)
    {
        ILocator heading = _page!.Locator("h1", new PageLocatorOptions { HasText = text });
        await heading.WaitForAsync();
        return await heading.InnerTextAsync();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
