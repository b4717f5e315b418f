using Amplify.AspNetCore.Tests.PerVisitor;
using Amplify.Browser.Tests;
using Microsoft.Playwright;

namespace Amplify.AspNetCore.Tests.Hosts;

/// <summary>Visitors in a real browser: hosted sign-in pages, cookies, and circuits of Blazor Server.</summary>
public sealed class ChromiumTests : IAsyncLifetime
{
    private VisitorSite? _site;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(Chromium.Missing is not null, Chromium.Missing ?? "");
        _site = await VisitorSite.StartAsync();
        _playwright = await Playwright.CreateAsync();
        _browser = await Chromium.LaunchAsync(_playwright);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        if (_site is not null)
        {
            await _site.DisposeAsync();
        }
    }

    [Fact]
    public async Task SignInAtThePages_TheCircuitActsAsTheVisitor_SignOutEndsItHereAndAtThePages()
    {
        IPage ann = await OpenAsync();
        IPage guest = await OpenAsync();
        await GoToPagesAsync(ann);
        await ann.FillAsync("input[name=username]", "ann");
        await ann.FillAsync("input[name=password]", VisitorApp.Password);
        await ann.ClickAsync("button");
        await ann.WaitForURLAsync(_site!.Url + "?from=pages");

        string inCircuit = await AskAsync(ann);
        string ofGuest = await AskAsync(guest);
        await ann.GotoAsync(_site.Url + "account");
        string onPage = await ann.Locator("#name").InnerTextAsync();
        await ann.ClickAsync("button");
        await ann.WaitForURLAsync(_site.Url.AbsoluteUri);
        string afterwards = await AskAsync(ann);
        await GoToPagesAsync(ann);
        await ann.Locator("input[name=password]").WaitForAsync();

        Assert.Equal(("ann asked", "guest asked", "ann", "guest asked"), (inCircuit, ofGuest, onPage, afterwards));
    }

    [Fact]
    public async Task SignOutInACircuit_TellsThatTheBrowserKeepsTheSession()
    {
        IPage page = await OpenAsync();
        IAPIResponse signIn = await page.APIRequest.PostAsync(
            _site!.Url + "controller/sign-in", new() { Form = Form(page, "ann", VisitorApp.Password) });
        await page.ReloadAsync();
        await AskAsync(page);

        await page.ClickAsync("text=Leave");
        await page.GetByText("StoreUnavailable").WaitForAsync();

        await page.Locator("#name", new PageLocatorOptions { HasText = "guest" }).WaitForAsync();

        Assert.True(signIn.Ok);
        await page.ReloadAsync();
        Assert.Equal("ann asked", await AskAsync(page));
    }

    private static IFormData Form(IPage page, string username, string password)
    {
        IFormData form = page.APIRequest.CreateFormData();
        form.Set("username", username);
        form.Set("password", password);
        return form;
    }

    private static Task GoToPagesAsync(IPage page) => page.ClickAsync("text=Sign in");

    // The button is there once the circuit is.
    private static async Task<string> AskAsync(IPage page)
    {
        await page.ClickAsync("text=Who am I?");
        ILocator told = page.Locator("#told", new PageLocatorOptions { HasText = "asked" });
        await told.WaitForAsync();
        return await told.InnerTextAsync();
    }

    private async Task<IPage> OpenAsync()
    {
        IBrowserContext context = await _browser!.NewContextAsync();
        IPage page = await context.NewPageAsync();
        await page.GotoAsync(_site!.Url.AbsoluteUri);
        return page;
    }
}
