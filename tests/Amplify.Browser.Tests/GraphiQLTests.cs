using System.Collections.Concurrent;
using Amplify.Local;
using Microsoft.Playwright;

namespace Amplify.Browser.Tests;

/// <summary>The page of the local AppSync, used as a developer uses it.</summary>
public sealed class GraphiQLTests : IAsyncLifetime
{
    private const string Schema =
        """
        type Query {
            byKey: String @aws_api_key
            byGuest: String @aws_iam
            byUser: String @aws_cognito_user_pools
        }
        """;

    private readonly ConcurrentQueue<string> _consoleErrors = [];
    private readonly ConcurrentQueue<string> _foreignRequests = [];
    private LocalBackend _backend = null!;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(Chromium.Missing is not null, Chromium.Missing ?? "");
        _backend = await LocalBackend.StartAsync(
            new LocalBackendOptions
            {
                AppSync = new LocalAppSyncOptions
                {
                    Schema = Schema,
                    AdditionalModes = [AppSyncAuthMode.Iam, AppSyncAuthMode.UserPool],
                },
            },
            Cancellation);
        _backend.AppSync.Resolve("Query.byKey", static _ => "with a key");
        _backend.AppSync.Resolve("Query.byGuest", static context => (context.Identity as AppSyncIamIdentity)?.CognitoIdentityAuthType);
        _backend.AppSync.Resolve("Query.byUser", static context => (context.Identity as AppSyncUserPoolIdentity)?.Username);
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
    }

    [Theory]
    [InlineData("graphiql")]
    [InlineData("graphiql/")]
    [InlineData("graphql")]
    public async Task Page_Opened_LoadsFromTheBackendAloneWithoutAnError(string path)
    {
        IPage page = await OpenAsync(path);

        await page.WaitForSelectorAsync(".graphiql-query-editor .CodeMirror");
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);

        Assert.Empty(_consoleErrors);
        Assert.Empty(_foreignRequests);
        Assert.Equal(
            ["API key", "IAM (guest)", "User pool", "None"],
            await page.Locator("#mode option").AllInnerTextsAsync());
    }

    [Fact]
    public async Task Run_EachMode_ShowsWhatThatCallerMaySee()
    {
        IPage page = await OpenAsync("graphiql");

        string withKey = await RunAsync(page, "{ byKey }");
        await page.SelectOptionAsync("#mode", "AWS_IAM");
        string asGuest = await RunAsync(page, "{ byGuest }");
        await page.SelectOptionAsync("#mode", "AMAZON_COGNITO_USER_POOLS");
        await page.FillAsync("#credential", _backend.UserPoolTokens.IssueIdToken("ann"));
        string asUser = await RunAsync(page, "{ byUser }");
        string denied = await RunAsync(page, "{ byKey }");

        Assert.Contains("\"byKey\": \"with a key\"", withKey, StringComparison.Ordinal);
        Assert.Contains("\"byGuest\": \"unauthenticated\"", asGuest, StringComparison.Ordinal);
        Assert.Contains("\"byUser\": \"ann\"", asUser, StringComparison.Ordinal);
        Assert.Contains("Not Authorized to access byKey on type Query", denied, StringComparison.Ordinal);
        Assert.Empty(_consoleErrors);
    }

    [Fact]
    public async Task Run_WithNothingToShow_IsRefusedInAppSyncsWords()
    {
        IPage page = await OpenAsync("graphiql");

        await page.SelectOptionAsync("#mode", "NONE");

        Assert.Contains("Missing authorization header", await RunAsync(page, "{ byKey }"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_AskedForByAnotherOrigin_AreNotReadable()
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_backend.Endpoint, "graphiql/settings.json"));
        request.Headers.Add("Origin", "https://example.com");

        using HttpResponseMessage response = await client.SendAsync(request, Cancellation);

        Assert.Contains(_backend.AppSync.ApiKey!, await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.False(response.Headers.Contains("Access-Control-Allow-Origin"));
    }

    private async Task<IPage> OpenAsync(string path)
    {
        IPage page = await _browser!.NewPageAsync();
        page.PageError += (_, error) => _consoleErrors.Enqueue(error);
        page.Console += (_, message) => NoteError(message);
        page.Request += (_, request) => NoteForeign(request);
        await page.GotoAsync(new Uri(_backend.Endpoint, path).AbsoluteUri);
        return page;
    }

    private static async Task<string> RunAsync(IPage page, string query)
    {
        ILocator editor = page.Locator(".graphiql-query-editor .CodeMirror");
        await editor.EvaluateAsync("(editor, query) => editor.CodeMirror.setValue(query)", query);
        Task<IResponse> answer = page.WaitForResponseAsync(response =>
            response.Url.EndsWith("/graphql", StringComparison.Ordinal) && response.Request.PostData?.Contains(query, StringComparison.Ordinal) == true);
        await page.ClickAsync(".graphiql-execute-button");
        string sent = await (await answer).TextAsync();
        // The answer is there; wait until it is shown as well.
        string mark = sent.Contains("\"errors\"", StringComparison.Ordinal) ? "errors" : query.Trim('{', '}', ' ');
        ILocator result = page.Locator(".result-window .CodeMirror", new PageLocatorOptions { HasText = mark });
        await result.WaitForAsync();
        return await result.EvaluateAsync<string>("result => result.CodeMirror.getValue()");
    }

    private void NoteError(IConsoleMessage message)
    {
        if (message.Type == "error")
        {
            _consoleErrors.Enqueue(message.Text);
        }
    }

    private void NoteForeign(IRequest request)
    {
        if (!request.Url.StartsWith(_backend.Endpoint.AbsoluteUri, StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal))
        {
            _foreignRequests.Enqueue(request.Url);
        }
    }
}
