using System.Net;
using Amplify.Signing;
using Amplify.Testing;
using Amplify.Tests.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Amplify.Tests.DependencyInjection;

public sealed class AddAmplifyTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Configuration_GivesOneClient()
    {
        await using ServiceProvider services = new ServiceCollection().AddAmplify(Guests.Configuration()).Services.BuildServiceProvider();

        AmplifyClient client = services.GetRequiredService<AmplifyClient>();

        Assert.Same(client, services.GetRequiredService<AmplifyClient>());
        Assert.Equal(new Uri("https://api.example.com/prod"), client.Rest.EndpointOf("MyApi"));
    }

    [Fact]
    public async Task Section_IsRead()
    {
        IConfigurationRoot configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Amplify:Api:Endpoints:0:Name"] = "FromSection",
            ["Amplify:Api:Endpoints:0:Endpoint"] = "https://section.example/prod",
        }).Build();
        await using ServiceProvider services = new ServiceCollection().AddAmplify(configuration.GetSection("Amplify")).Services.BuildServiceProvider();

        Assert.Equal("section.example", services.GetRequiredService<AmplifyClient>().Rest.EndpointOf("FromSection").Host);
    }

    [Fact]
    public async Task Code_SetsTheSettings()
    {
        await using ServiceProvider services = new ServiceCollection()
            .AddAmplify(settings => settings.Api.Endpoints.Add(new() { Name = "A", Endpoint = "https://a.example" }))
            .Services.BuildServiceProvider();

        Assert.Equal("a.example", services.GetRequiredService<AmplifyClient>().Rest.EndpointOf("A").Host);
    }

    [Fact]
    public async Task Names_GiveClientsOfTheirOwn()
    {
        IConfigurationRoot configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Api:Endpoints:0:Name"] = "MyApi",
            ["Api:Endpoints:0:Endpoint"] = "https://three.example",
        }).Build();
        await using ServiceProvider services = new ServiceCollection()
            .AddAmplify("one", Guests.Configuration("https://one.example")).Services
            .AddAmplify("two", settings => settings.Api.Endpoints.Add(new() { Name = "MyApi", Endpoint = "https://two.example" })).Services
            .AddAmplify("three", configuration).Services
            .BuildServiceProvider();

        Assert.Equal(
            ["one.example", "two.example", "three.example"],
            new[] { "one", "two", "three" }.Select(name => services.GetRequiredKeyedService<AmplifyClient>(name).Rest.EndpointOf("MyApi").Host));
        Assert.Null(services.GetService<AmplifyClient>());
    }

    [Fact]
    public async Task RegisteredServices_AreUsedUnlessOptionsNameOthers()
    {
        StubHandler handler = Guests.Handler();
        using var loggers = new RecordingLoggers();
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        await using ServiceProvider services = new ServiceCollection()
            .AddSingleton<TimeProvider>(time)
            .AddSingleton<ILoggerFactory>(loggers)
            .AddSingleton<IAwsCredentialsProvider>(new StaticCredentialsProvider(new AwsCredentials("AKIDSERVICE", "s")))
            .AddAmplify(Guests.Configuration(), options => options.HttpMessageHandler = handler).Services
            .AddAmplify("other", Guests.Configuration(), options =>
            {
                options.HttpMessageHandler = handler;
                options.CredentialsProvider = new StaticCredentialsProvider(new AwsCredentials("AKIDOTHER", "s"));
            })
            .Services.BuildServiceProvider();

        await services.GetRequiredService<AmplifyClient>().Rest.GetAsync("MyApi", "/", cancellationToken: Token);
        await services.GetRequiredKeyedService<AmplifyClient>("other").Rest.GetAsync("MyApi", "/", cancellationToken: Token);

        Assert.Contains("AKIDSERVICE/20260102", handler.Requests[0]["Authorization"], StringComparison.Ordinal);
        Assert.Contains("AKIDOTHER/20260102", handler.Requests[1]["Authorization"], StringComparison.Ordinal);
        Assert.NotEmpty(loggers.Events);
    }

    [Theory]
    [InlineData(AuthMode.UserPool)]
    [InlineData(AuthMode.Oidc)]
    [InlineData(AuthMode.Lambda)]
    public async Task TokenProviders_RegisteredUnderTheirMode_AreUsedUnlessOptionsNameOthers(AuthMode mode)
    {
        StubHandler handler = StubHandler.Answering(HttpStatusCode.OK);
        AmplifyConfiguration configuration = Guests.Configuration();
        configuration.Api.Endpoints[0].AuthMode = mode;
        ITokenProvider own = TokenProvider.Create(_ => new("own"));
        await using ServiceProvider services = new ServiceCollection()
            .AddKeyedSingleton(mode, TokenProvider.Create(_ => new("service")))
            .AddAmplify(configuration, options => options.HttpMessageHandler = handler).Services
            .AddAmplify("other", configuration, options =>
            {
                options.HttpMessageHandler = handler;
                (options.UserPoolTokenProvider, options.OidcTokenProvider, options.LambdaTokenProvider) = (own, own, own);
            })
            .Services.BuildServiceProvider();

        await services.GetRequiredService<AmplifyClient>().Rest.GetAsync("MyApi", "/", cancellationToken: Token);
        await services.GetRequiredKeyedService<AmplifyClient>("other").Rest.GetAsync("MyApi", "/", cancellationToken: Token);

        Assert.Equal(["service", "own"], handler.Requests.Select(request => request["Authorization"]));
    }

    [Fact]
    public async Task Provider_DisposedOf_DisposesTheClient()
    {
        AmplifyClient client;
        using (ServiceProvider services = new ServiceCollection()
            .AddAmplify(Guests.Configuration(), options => options.HttpMessageHandler = Guests.Handler()).Services.BuildServiceProvider())
        {
            client = services.GetRequiredService<AmplifyClient>();
        }

        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.Rest.GetAsync("MyApi", "/", cancellationToken: Token));
    }

    [Fact]
    public async Task WrongSettings_AreToldWhenTheClientIsAskedFor()
    {
        await using ServiceProvider services = new ServiceCollection().AddAmplify(Guests.Configuration("nonsense")).Services.BuildServiceProvider();

        Assert.Throws<AmplifyConfigurationException>(services.GetRequiredService<AmplifyClient>);
    }

    [Fact]
    public void Name_Empty_IsRefused() => Assert.Throws<ArgumentException>(() => new ServiceCollection().AddAmplify("", Guests.Configuration()));
}
