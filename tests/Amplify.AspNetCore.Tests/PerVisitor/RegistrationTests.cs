using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Amplify.AspNetCore.Tests.PerVisitor;

/// <summary>Clients of visitors beside others, and settings that are wrong or change.</summary>
public sealed class RegistrationTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void AddAmplify_BesideClientsOfVisitors_IsRefusedInEitherOrder()
    {
        ServiceCollection shared = new(), visitors = new();
        shared.AddAmplify(static _ => { });
        visitors.AddAmplifyPerVisitor(static _ => { });

        var first = Assert.Throws<InvalidOperationException>(() => shared.AddAmplifyPerVisitor(static _ => { }));
        var second = Assert.Throws<InvalidOperationException>(() => visitors.AddAmplify(static _ => { }));

        Assert.Contains("AddAmplify(\"server\", …)", first.Message, StringComparison.Ordinal);
        Assert.Contains("AddAmplify(\"server\", …)", second.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddAmplify_WithAName_LivesBesideClientsOfVisitors()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddAmplifyPerVisitor(static settings => settings.Api.Endpoints.Add(new() { Name = "Visitors", Endpoint = "https://visitors.example.com" }));
        services.AddAmplify("server", static settings => settings.Api.Endpoints.Add(new() { Name = "Server", Endpoint = "https://server.example.com" }));
        await using ServiceProvider provider = services.BuildServiceProvider();
        await using AsyncServiceScope one = provider.CreateAsyncScope(), two = provider.CreateAsyncScope();

        AmplifyClient server = one.ServiceProvider.GetRequiredKeyedService<AmplifyClient>("server");

        Assert.Same(server, two.ServiceProvider.GetRequiredKeyedService<AmplifyClient>("server"));
        Assert.NotSame(one.ServiceProvider.GetRequiredService<AmplifyClient>(), two.ServiceProvider.GetRequiredService<AmplifyClient>());
        await Assert.ThrowsAsync<ArgumentException>(() => server.Rest.GetAsync("Visitors", "/", cancellationToken: Token));
    }

    [Fact]
    public async Task AddAmplifyPerVisitor_Twice_AddsSettingsToTheSameClient()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddAmplifyPerVisitor(static settings => settings.Region = "eu-west-1", static options => options.UserAgent = "First/1");
        services.AddAmplifyPerVisitor(static settings => settings.Api.Endpoints.Add(new() { Name = "Items", Endpoint = "https://items.example.com" }));

        Assert.Single(services, static service => service.ServiceType == typeof(AmplifyClient));
        await using ServiceProvider provider = services.BuildServiceProvider();
        await using AsyncServiceScope scope = provider.CreateAsyncScope();
        Assert.Single(scope.ServiceProvider.GetServices<AmplifyClient>());
    }

    [Theory]
    [InlineData("Auth:CookieStorage:SameSite", "some", "Auth:CookieStorage:SameSite")]
    [InlineData("Auth:IdentityPoolId", "nonsense", "Auth:IdentityPoolId")]
    [InlineData("Api:Endpoints:0:Endpoint", "nonsense", "Api:Endpoints:0:Endpoint")]
    [InlineData("Auth:CookieStorage:Expires", "0", "Auth:CookieStorage:Expires")]
    [InlineData("Auth:CookieStorage:Expires", "2147483647", "Auth.CookieStorage.Expires")]
    [InlineData("Auth:CookieStorage:Path", "shop", "Auth.CookieStorage.Path")]
    public async Task WrongSettings_TheHostDoesNotStartAndTheKeyIsNamed(string key, string value, string named)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Amplify:Api:Endpoints:0:Name"] = "Items",
            ["Amplify:Api:Endpoints:0:Endpoint"] = "https://items.example.com",
            ["Amplify:Auth:CookieStorage:Domain"] = "example.com",
            [$"Amplify:{key}"] = value,
        });
        builder.Services.AddAmplifyPerVisitor(builder.Configuration.GetSection("Amplify"));
        using IHost host = builder.Build();

        var error = await Assert.ThrowsAsync<AmplifyConfigurationException>(() => host.StartAsync(Token));

        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("example.com; Path=/admin", "/", true, "lax", "Domain")]
    [InlineData("", "/", true, "lax", "Domain")]
    [InlineData("example.com", "/\r\nSet-Cookie: a=b", true, "lax", "Path")]
    [InlineData("example.com", "", true, "lax", "Path")]
    [InlineData("example.com", "/", false, "none", "SameSite")]
    public async Task WrongCookies_MadeInCode_TheHostDoesNotStart(string domain, string path, bool secure, string sameSite, string named)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddAmplifyPerVisitor(
            settings => settings.Auth.CookieStorage = new() { Domain = domain, Path = path, Secure = secure, SameSite = sameSite });
        using IHost host = builder.Build();

        var error = await Assert.ThrowsAsync<AmplifyConfigurationException>(() => host.StartAsync(Token));

        Assert.Equal($"Auth.CookieStorage.{named}", error.Key);
    }

    [Fact]
    public async Task SettingsChange_ClientsFromThenOnHaveThem_WrongOnesAreLoggedAndChangeNothing()
    {
        var loggers = new Amplify.Testing.RecordingLoggers();
        IConfigurationRoot configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Amplify:Api:Endpoints:0:Name"] = "Before",
            ["Amplify:Api:Endpoints:0:Endpoint"] = "https://items.example.com",
        }).Build();
        var services = new ServiceCollection();
        services.AddSingleton<Microsoft.Extensions.Logging.ILoggerFactory>(loggers);
        services.AddAmplifyPerVisitor(configuration.GetSection("Amplify"));
        await using ServiceProvider provider = services.BuildServiceProvider();
        await using AsyncServiceScope before = provider.CreateAsyncScope(), after = provider.CreateAsyncScope(), later = provider.CreateAsyncScope();
        string old = await NamesOfAsync(before);

        configuration["Amplify:Api:Endpoints:0:Name"] = "After";
        configuration.Reload();
        string changed = await NamesOfAsync(after);
        configuration["Amplify:Api:Endpoints:0:Endpoint"] = "nonsense";
        configuration.Reload();

        Assert.Contains("Before", old, StringComparison.Ordinal);
        Assert.Contains("After", changed, StringComparison.Ordinal);
        Assert.Contains("Before", await NamesOfAsync(before), StringComparison.Ordinal);
        Assert.Contains("After", await NamesOfAsync(later), StringComparison.Ordinal);
        Assert.Contains(loggers.Events, static e => e.Id == 202);
    }

    // The error for a name that there is not lists those that there are.
    private static async Task<string> NamesOfAsync(AsyncServiceScope scope) => (await Assert.ThrowsAsync<ArgumentException>(
        () => scope.ServiceProvider.GetRequiredService<AmplifyClient>().Rest.GetAsync("?", "/", cancellationToken: Token))).Message;
}
