using System.Net;
using System.Web;
using Amplify.AspNetCore.Tests.PerVisitor;
using Amplify.Local;
using Amplify.Testing;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Amplify.AspNetCore.Tests.HostedUi;

/// <summary>A web application whose visitors sign in at a local backend's own pages, and the backend.</summary>
internal sealed class HostedUiApp : IAsyncDisposable
{
    /// <summary>The host that visitors know the application by; what it is registered with does not depend on the port that it listens at.</summary>
    public const string Host = "app.example.com";

    private readonly List<Server> _servers = [];

    private HostedUiApp(LocalBackend backend, SkippingTime time)
    {
        Backend = backend;
        Time = time;
    }

    public LocalBackend Backend { get; }

    public SkippingTime Time { get; }

    public static async Task<HostedUiApp> StartBackendAsync()
    {
        var time = new SkippingTime(skips: false);
        LocalOAuthOptions oauth = new()
        {
            CallbackUrls =
            [
                $"https://{Host}/signed-in", $"https://{Host}/account/signed-in", $"https://{Host}/base/signed-in", "https://www.example.com/signed-in",
                "http://localhost/signed-in",
            ],
            LogoutUrls = ["https://www.example.com/", $"https://{Host}/"],
        };
        LocalBackend backend = await LocalBackend.StartAsync(
            new LocalBackendOptions { TimeProvider = time, UserPool = new() { Clients = [new("web") { OAuth = oauth }] } },
            TestContext.Current.CancellationToken);
        backend.UserPool.AddUser("ann", VisitorApp.Password, new Dictionary<string, string> { ["email"] = "ann@example.com" });
        return new HostedUiApp(backend, time);
    }

    public async Task<Server> StartAsync(
        Action<HostedUiEndpointOptions>? configure = null,
        Action<AmplifyConfiguration>? change = null,
        Action<WebApplication>? map = null,
        HttpMessageHandler? handler = null)
    {
        AmplifyConfiguration configuration = VisitorApp.ConfigurationOf(Backend);
        change?.Invoke(configuration);
        Server server = await Server.StartAsync(
            services =>
            {
                services.AddSingleton<TimeProvider>(Time);
                services.AddAntiforgery();
                services.AddAmplifyPerVisitor(configuration, options => options.HttpMessageHandler = handler);
            },
            app =>
            {
                app.UseAntiforgery();
                map?.Invoke(app);
                if (map is null)
                {
                    app.MapAmplifyHostedUi(configure);
                }

                VisitorApp.MapReading(app);
                app.MapGet("/form", static (HttpContext context, IAntiforgery antiforgery) => antiforgery.GetAndStoreTokens(context).RequestToken);
            });
        _servers.Add(server);
        return server;
    }

    public static Browser OpenBrowser(Server server)
    {
        Browser browser = server.OpenBrowser();
        browser.Host = Host;
        return browser;
    }

    /// <summary>Sends a visitor to the pages, who signs in there.</summary>
    /// <returns>The path and query that the visitor comes back to.</returns>
    public static async Task<string> SignInAtPagesAsync(Browser browser, string path = "/sign-in")
    {
        await browser.SendAsync(HttpMethod.Get, path, expected: HttpStatusCode.Found);
        using var user = new HostedPages("ann", VisitorApp.Password);
        return (await user.SignInAsync(new Uri(browser.Location!))).PathAndQuery;
    }

    /// <summary>Gives a parameter of the URL that the last answer leads to.</summary>
    public static string? Parameter(Browser browser, string name) => HttpUtility.ParseQueryString(new Uri(browser.Location!).Query)[name];

    public async ValueTask DisposeAsync()
    {
        foreach (Server server in _servers)
        {
            await server.DisposeAsync();
        }

        await Backend.DisposeAsync();
    }
}
