using System.Collections.Concurrent;
using System.Text.Json;
using Amplify.Local;
using Microsoft.Playwright;

namespace Amplify.Browser.Tests;

/// <summary>The hosted sign-in pages of the local user pool, used by a person for an application of another origin.</summary>
public sealed class HostedUiTests : IAsyncLifetime
{
    private const string Password = "P@ssw0rd!";
    private const string Verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private const string Challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    private const string Exchange =
        """
        async ([root, form]) => {
            const answer = await fetch(root + 'oauth2/token', { method: 'POST', body: new URLSearchParams(form) });
            const tokens = await answer.json();
            const user = await fetch(root + 'oauth2/userInfo', { headers: { Authorization: 'Bearer ' + tokens.access_token } });
            return JSON.stringify({ status: answer.status, error: tokens.error, email: (await user.json()).email });
        }
        """;

    private const string ForeignForm =
        """
        ([action, password]) => {
            const form = Object.assign(document.createElement('form'), { method: 'post', action });
            for (const [name, value] of [['username', 'jane'], ['password', password], ['_csrf', 'guessed']]) {
                form.append(Object.assign(document.createElement('input'), { name, value }));
            }
            document.body.append(form);
            form.submit();
        }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("amplify-hosted-ui").FullName;
    private readonly ConcurrentQueue<string> _errors = [];
    private PageHost? _application;
    private LocalBackend _backend = null!;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(Chromium.Missing is not null, Chromium.Missing ?? "");
        await File.WriteAllTextAsync(Path.Combine(_folder, "index.html"), "<link rel=icon href='data:,'><h1>The application</h1>", Cancellation);
        _application = await PageHost.StartAsync(_folder, "{}", Cancellation);
        _backend = await LocalBackend.StartAsync(
            new LocalBackendOptions
            {
                UserPool = new LocalUserPoolOptions
                {
                    Clients = [new("web") { OAuth = new() { CallbackUrls = [Application], LogoutUrls = [Application] } }],
                },
            },
            Cancellation);
        _backend.UserPool.AddUser("jane", Password, new Dictionary<string, string> { ["email"] = "jane@example.com" });
        _playwright = await Playwright.CreateAsync();
        _browser = await Chromium.LaunchAsync(_playwright);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
            _playwright!.Dispose();
            await _backend.DisposeAsync();
        }

        if (_application is not null)
        {
            await _application.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private string Application => _application!.Root.AbsoluteUri;

    private string Root => _backend.UserPool.HostedUiEndpoint.AbsoluteUri;

    private string Query =>
        $"response_type=code&client_id={_backend.UserPool.ClientId}&redirect_uri={Uri.EscapeDataString(Application)}"
        + $"&scope=openid+email&state=s-1&code_challenge={Challenge}&code_challenge_method=S256";

    [Fact]
    public async Task Person_WithTheWrongPasswordAndThenTheRightOne_IsSignedInToTheApplicationUntilTheySignOut()
    {
        IPage page = await OpenAsync();

        await page.GotoAsync($"{Root}oauth2/authorize?{Query}");
        await SignInAsync(page, "wrong");
        string told = await page.Locator("[role=alert]").InnerTextAsync();
        await SignInAsync(page, Password);
        await page.WaitForURLAsync(Application + "?**");
        JsonElement outcome = await ExchangeAsync(page);
        await page.GotoAsync($"{Root}oauth2/authorize?{Query}");
        bool stillSignedIn = page.Url.StartsWith(Application + "?code=", StringComparison.Ordinal);
        await page.GotoAsync($"{Root}logout?client_id={_backend.UserPool.ClientId}&logout_uri={Uri.EscapeDataString(Application)}");
        string afterwards = page.Url;
        await page.GotoAsync($"{Root}oauth2/authorize?{Query}");

        Assert.Equal("Incorrect username or password.", told);
        Assert.Equal("""{"status":200,"email":"jane@example.com"}""", outcome.GetRawText());
        Assert.True(stillSignedIn);
        Assert.Equal(Application, afterwards);
        Assert.Equal("Sign in", await page.Locator("h1").InnerTextAsync());
        Assert.Empty(_errors);
    }

    [Fact]
    public async Task FormOfAnotherPage_SignsNobodyIn()
    {
        IPage page = await OpenAsync();
        await page.GotoAsync($"{Root}login?{Query}");
        await page.GotoAsync(Application);

        Task<IResponse> answer = page.WaitForResponseAsync(response => response.Url.StartsWith(Root + "login", StringComparison.Ordinal));
        await page.EvaluateAsync(ForeignForm, new[] { $"{Root}login?{Query}", Password });

        Assert.Equal(403, (await answer).Status);
        // Until the refusal is shown, the next navigation would be in its way.
        await page.WaitForURLAsync(Root + "login?**");
        await page.GotoAsync($"{Root}oauth2/authorize?{Query}");
        Assert.Equal("Sign in", await page.Locator("h1").InnerTextAsync());
    }

    private async Task<JsonElement> ExchangeAsync(IPage page)
    {
        string code = page.Url.Split("code=")[1].Split('&')[0];
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["client_id"] = _backend.UserPool.ClientId,
            ["code"] = code,
            ["redirect_uri"] = Application,
            ["code_verifier"] = Verifier,
        };
        return JsonElement.Parse(await page.EvaluateAsync<string>(Exchange, new object[] { Root, form }));
    }

    private static async Task SignInAsync(IPage page, string password)
    {
        await page.GetByLabel("Username").FillAsync("jane");
        await page.GetByLabel("Password").FillAsync(password);
        await page.GetByRole(AriaRole.Button).ClickAsync();
    }

    private async Task<IPage> OpenAsync()
    {
        IPage page = await _browser!.NewPageAsync();
        page.PageError += (_, error) => _errors.Enqueue(error);
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                _errors.Enqueue(message.Text);
            }
        };
        return page;
    }
}
