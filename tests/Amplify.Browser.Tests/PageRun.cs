using System.Collections.Concurrent;
using System.Text.Json;
using Amplify.Browser.TestApp.Checks;
using Amplify.Local;
using Amplify.Testing.Programs;
using Microsoft.Playwright;

namespace Amplify.Browser.Tests;

/// <summary>One visit of the test page, trimmed as for release, in a real browser; the backend is of another origin.</summary>
public sealed class PageRun : IAsyncLifetime
{
    private readonly ConcurrentQueue<string> _pageErrors = [];
    private readonly ConcurrentQueue<string> _consoleErrors = [];

    /// <summary>Gets what each check of the page came to, by name.</summary>
    internal IReadOnlyDictionary<string, string> Results { get; private set; } = new Dictionary<string, string>();

    /// <summary>Gets the exceptions that nothing in the page caught.</summary>
    internal IReadOnlyCollection<string> PageErrors => _pageErrors;

    /// <summary>Gets what the browser and the page wrote to the console as errors.</summary>
    internal IReadOnlyCollection<string> ConsoleErrors => _consoleErrors;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (Chromium.Missing is not null)
        {
            return;
        }

        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        string published = await PublishedProject.PublishAsync("tests/Amplify.Browser.TestApp");
        LocalFaults? faults = null;
        await using LocalBackend backend = await LocalBackend.StartAsync(Options(() => faults!), cancellationToken);
        faults = backend.Faults;
        SetFaults(backend.Faults);
        backend.UserPool.AddUser(SignInNames.Username, SignInNames.Password);
        await using PageHost host = await PageHost.StartAsync(Path.Combine(published, "wwwroot"), backend.AmplifyOutputs(), cancellationToken);

        using IPlaywright playwright = await Playwright.CreateAsync();
        await using IBrowser browser = await Chromium.LaunchAsync(playwright);
        IPage page = await browser.NewPageAsync();
        page.PageError += (_, error) => _pageErrors.Enqueue(error);
        page.Console += (_, message) => Note(message);
        await page.GotoAsync(host.Root.AbsoluteUri);
        Results = await ReadResultsAsync(page);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static LocalBackendOptions Options(Func<LocalFaults> faults) => new LocalBackendOptions { Events = new() }
        .AddDefaultApis()
        .AddApi("MySignedEvents", api =>
        {
            api.Map("ANY", "/{proxy+}", static request => ProxyResponse.Text(request.ToJson()).WithCors());
            api.Map("POST", "/cut-sockets", _ =>
            {
                faults().Realtime.CutAll();
                return ProxyResponse.Text("cut").WithCors();
            });
            api.Map("POST", "/refuse-upgrades", _ =>
            {
                faults().Sequence(new FaultFilter { Path = "/graphql/realtime" }, Fault.Status(403).Forever());
                return ProxyResponse.Text("refused from now on").WithCors();
            });
        });

    private static void SetFaults(LocalFaults faults)
    {
        static FaultFilter At(string path, string api = "MyPublicApi") => new() { Api = api, Path = path };

        faults.Sequence(At("/slow"), Fault.Pass.After(TimeSpan.FromMinutes(10)).Forever());
        faults.Sequence(At("/cut"), Fault.CutBeforeHandling.Forever());
        faults.Sequence(At("/half"), Fault.Pass.CutAnswerAfter(bytes: 20).Forever());
        faults.Sequence(At("/moved"), Fault.Redirect("/MyPublicApi/prod/elsewhere").Forever());
        faults.Sequence(At("/flaky"), Fault.Status(503).Times(2), Fault.Pass.Forever());
        faults.Sequence(At("/skewed", "MySignedEvents"), Fault.Pass.WithClockSkew(TimeSpan.FromMinutes(10)).Forever());
    }

    private async Task<IReadOnlyDictionary<string, string>> ReadResultsAsync(IPage page)
    {
        try
        {
            IElementHandle? results = await page.WaitForSelectorAsync("#results", new PageWaitForSelectorOptions { Timeout = 120_000 });
            return JsonSerializer.Deserialize<Dictionary<string, string>>(await results!.InnerTextAsync())!;
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"The page showed no results. {string.Join('\n', PageErrors.Concat(ConsoleErrors))}", e);
        }
    }

    private void Note(IConsoleMessage message)
    {
        if (message.Type == "error")
        {
            _consoleErrors.Enqueue(message.Text);
        }
    }
}
