using System.Net;
using System.Text;
using Amplify.Signing;
using Amplify.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Amplify.Tests.DependencyInjection;

public sealed class ReloadTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ChangedEndpoint_IsUsedByTheSameClient()
    {
        IConfigurationRoot configuration = Settings.With("https://old.example");
        StubHandler handler = StubHandler.Answering(HttpStatusCode.OK);
        await using ServiceProvider services = Services(configuration, handler);
        AmplifyClient client = services.GetRequiredService<AmplifyClient>();
        await client.Rest.GetAsync("MyApi", "/", cancellationToken: Token);

        configuration.Change(Settings.EndpointKey, "https://new.example");
        await client.Rest.GetAsync("MyApi", "/", cancellationToken: Token);

        Assert.Same(client, services.GetRequiredService<AmplifyClient>());
        Assert.Equal(["old.example", "new.example"], handler.Requests.Select(request => request.Uri.Host));
    }

    [Fact]
    public async Task InvalidChange_KeepsTheOldSettingsAndIsLogged_AndAValidOneHealsIt()
    {
        IConfigurationRoot configuration = Settings.With("https://old.example");
        using var loggers = new RecordingLoggers();
        await using ServiceProvider services = Services(configuration, StubHandler.Answering(HttpStatusCode.OK), loggers);
        RestApi rest = services.GetRequiredService<AmplifyClient>().Rest;

        configuration.Change(Settings.EndpointKey, "nonsense");

        Assert.Equal("old.example", rest.EndpointOf("MyApi").Host);
        (int id, LogLevel level, string text) = Assert.Single(loggers.Events);
        Assert.Equal((202, LogLevel.Error), (id, level));
        Assert.Contains(Settings.EndpointKey, text, StringComparison.Ordinal);

        configuration.Change(Settings.EndpointKey, "https://new.example");
        Assert.Equal("new.example", rest.EndpointOf("MyApi").Host);
    }

    [Fact]
    public async Task CallUnderWay_EndsWithTheEndpointAndIdentityThatItBeganWith()
    {
        IConfigurationRoot configuration = Settings.With("https://old.example", "us-east-1:one");
        var gate = new TaskCompletionSource();
        StubHandler handler = Pools(gate.Task);
        await using ServiceProvider services = Services(configuration, handler);
        AmplifyClient client = services.GetRequiredService<AmplifyClient>();
        Task underWay = client.Rest.GetAsync("MyApi", "/", cancellationToken: Token);
        await handler.FirstRequest;

        configuration[Settings.PoolKey] = "us-east-1:two";
        configuration.Change(Settings.EndpointKey, "https://new.example");
        await client.Rest.GetAsync("MyApi", "/", cancellationToken: Token);
        gate.SetResult();
        await underWay;

        SentRequest[] calls = [.. handler.Requests.Where(request => request["X-Amz-Target"] is null)];
        Assert.Equal(["new.example", "old.example"], calls.Select(call => call.Uri.Host));
        Assert.Contains("Credential=ASIATWO/", calls[0]["Authorization"], StringComparison.Ordinal);
        Assert.Contains("Credential=ASIAONE/", calls[1]["Authorization"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task IdentityChanged_IsRaisedForAnotherPoolOnly()
    {
        IConfigurationRoot configuration = Settings.With("https://old.example", "us-east-1:one");
        StubHandler handler = Pools(Task.CompletedTask);
        await using ServiceProvider services = Services(configuration, handler);
        AmplifyClient client = services.GetRequiredService<AmplifyClient>();
        int changes = 0;
        client.Auth.IdentityChanged += (_, _) => changes++;
        Assert.Equal("us-east-1:one", (await client.Auth.GetSessionAsync(cancellationToken: Token)).IdentityId);

        configuration.Change(Settings.EndpointKey, "https://new.example");
        await client.Rest.GetAsync("MyApi", "/", cancellationToken: Token);
        Assert.Equal(0, changes);
        Assert.Equal(2, handler.Requests.Count(request => request["X-Amz-Target"] is not null));

        configuration.Change(Settings.PoolKey, "us-east-1:two");
        Assert.Equal(1, changes);
        Assert.Equal("us-east-1:two", (await client.Auth.GetSessionAsync(cancellationToken: Token)).IdentityId);
    }

    [Fact]
    public async Task IdentityChanged_OfTheApplicationsProvider_IsPassedOnUntilDisposal()
    {
        var provider = new ChangingProvider();
        ServiceProvider services = Services(Settings.With("https://a.example"), StubHandler.Answering(HttpStatusCode.OK), credentials: provider);
        int changes = 0;
        services.GetRequiredService<AmplifyClient>().Auth.IdentityChanged += (_, _) => changes++;

        provider.Change();
        await services.DisposeAsync();

        Assert.Equal(1, changes);
        Assert.False(provider.IsWatched);
    }

    [Fact]
    public async Task ChangedOptions_AreNotForAClientInUse()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Options:UserAgent", "Old/1")]).Build();
        StubHandler handler = StubHandler.Answering(HttpStatusCode.OK);
        await using ServiceProvider services = new ServiceCollection()
            .AddAmplify(Settings.With("https://api.example").GetSection("Amplify"), options => options.HttpMessageHandler = handler).Services
            .Configure<AmplifyOptions>(configuration.GetSection("Options"))
            .BuildServiceProvider();
        AmplifyClient client = services.GetRequiredService<AmplifyClient>();

        configuration.Change("Options:UserAgent", "New/2");
        await client.Rest.GetAsync("MyApi", "/", cancellationToken: Token);

        Assert.EndsWith(" Old/1", handler.Only["User-Agent"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task DisposedClient_LooksAtNoChange()
    {
        IConfigurationRoot configuration = Settings.With("https://old.example");
        using var loggers = new RecordingLoggers();
        ServiceProvider services = Services(configuration, StubHandler.Answering(HttpStatusCode.OK), loggers);
        services.GetRequiredService<AmplifyClient>();
        await services.DisposeAsync();

        configuration.Change(Settings.EndpointKey, "nonsense");

        Assert.Empty(loggers.Events);
    }

    private static ServiceProvider Services(
        IConfigurationRoot configuration, StubHandler handler, RecordingLoggers? loggers = null, IAwsCredentialsProvider? credentials = null) =>
        new ServiceCollection().AddAmplify(configuration.GetSection("Amplify"), options =>
        {
            options.HttpMessageHandler = handler;
            options.LoggerFactory = loggers;
            options.CredentialsProvider = credentials;
        }).Services.BuildServiceProvider();

    /// <summary>Two identity pools, of which <c>one</c> answers when it may.</summary>
    private static StubHandler Pools(Task one) => new(async (request, token) =>
    {
        string json = "{}";
        if (request.Headers.TryGetValues("X-Amz-Target", out IEnumerable<string>? target))
        {
            bool isOne = (await request.Content!.ReadAsStringAsync(token)).Contains("us-east-1:one", StringComparison.Ordinal);
            await (isOne ? one.WaitAsync(token) : Task.CompletedTask);
            string keys = target.Single().EndsWith("GetId", StringComparison.Ordinal)
                ? ""
                : $$""", "Credentials": { "AccessKeyId": "ASIA{{(isOne ? "ONE" : "TWO")}}", "SecretKey": "s", "SessionToken": "t", "Expiration": 4e9 }""";
            json = $$"""{ "IdentityId": "us-east-1:{{(isOne ? "one" : "two")}}"{{keys}} }""";
        }

        return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
    });

    private sealed class ChangingProvider : IAwsCredentialsProvider
    {
        public event EventHandler? IdentityChanged;

        public bool IsWatched => IdentityChanged is not null;

        public void Change() => IdentityChanged?.Invoke(this, EventArgs.Empty);

        public ValueTask<AwsCredentials> GetCredentialsAsync(CancellationToken cancellationToken = default) => new(new AwsCredentials("AKID", "s"));
    }
}
