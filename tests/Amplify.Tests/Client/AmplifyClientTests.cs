using System.Net;
using System.Text.Json;
using Amplify.Signing;
using Amplify.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Amplify.Tests.Client;

public sealed class AmplifyClientTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rest_IdentityPoolConfigured_IsSignedAsGuestForTheConfiguredRegion()
    {
        StubHandler handler = Guests.Handler();
        await using AmplifyClient amplify = AmplifyClient.Create(Guests.Configuration(), new() { HttpMessageHandler = handler });

        await amplify.Rest.GetAsync("MyApi", "/items", cancellationToken: Token);
        await amplify.Rest.GetAsync("MyApi", "/items", cancellationToken: Token);

        Assert.Equal(4, handler.Requests.Count);
        Assert.Contains("Credential=ASIAGUEST/", handler.Requests[2]["Authorization"], StringComparison.Ordinal);
        Assert.Contains("/eu-north-1/execute-api/", handler.Requests[2]["Authorization"], StringComparison.Ordinal);
        Assert.Equal("us-east-1:guest", (await amplify.Auth.GetSessionAsync(cancellationToken: Token)).IdentityId);
    }

    [Fact]
    public async Task Options_Provider_WinsOverTheIdentityPool()
    {
        StubHandler handler = Guests.Handler();
        var options = new AmplifyOptions { HttpMessageHandler = handler, CredentialsProvider = new StaticCredentialsProvider(new AwsCredentials("AKIDOWN", "s")) };
        await using AmplifyClient amplify = AmplifyClient.Create(Guests.Configuration(), options);

        await amplify.Rest.GetAsync("MyApi", "/items", cancellationToken: Token);

        Assert.Contains("Credential=AKIDOWN/", handler.Only["Authorization"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_UserAgentAndUploadProgress_AreUsed()
    {
        StubHandler handler = Guests.Handler();
        await using AmplifyClient amplify = AmplifyClient.Create(Guests.Configuration(), new() { HttpMessageHandler = handler, UserAgent = "MyApp/1.2" });
        var reports = new Reports();

        await amplify.Rest.PostAsync("MyApi", "/items", new byte[3], new() { UploadProgress = reports }, Token);

        Assert.EndsWith(" MyApp/1.2", handler.Requests[^1]["User-Agent"], StringComparison.Ordinal);
        Assert.Equal([0, 3], reports.Values);
    }

    [Fact]
    public void Options_UserAgentThatCannotBeSent_IsRefused()
    {
        var error = Assert.Throws<AmplifyConfigurationException>(() => { AmplifyClient.Create(Guests.Configuration(), new() { UserAgent = "a\nb" }); });

        Assert.Equal("UserAgent", error.Key);
    }

    [Fact]
    public async Task Options_ClockStoreTimeoutAndJson_AreUsed()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        var store = new MemoryAuthStore();
        StubHandler handler = Guests.Handler();
        await using AmplifyClient amplify = AmplifyClient.Create(Guests.Configuration(), new()
        {
            HttpMessageHandler = handler,
            TimeProvider = time,
            Store = store,
            JsonSerializerOptions = new(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseUpper },
        });

        await amplify.Rest.PostAsync("MyApi", "/items", new { SomeName = 1 }, cancellationToken: Token);

        Assert.Equal("20260102T030405Z", handler.Requests[2]["x-amz-date"]);
        Assert.Equal("""{"SOME_NAME":1}""", handler.Requests[2].Text);
        Assert.Equal("us-east-1:guest", await store.GetAsync($"com.amplify.Cognito.{Guests.PoolId}.identityId", Token));
    }

    [Fact]
    public async Task Options_Timeout_HoldsForEveryCall()
    {
        var time = new FakeTimeProvider();
        var options = new AmplifyOptions { HttpMessageHandler = StubHandler.Silent(), TimeProvider = time, Timeout = TimeSpan.FromSeconds(9) };
        await using AmplifyClient amplify = AmplifyClient.Create(new() { Api = { Endpoints = { new() { Name = "A", Endpoint = "https://a.example" } } } }, options);

        Task sending = amplify.Rest.GetAsync("A", "/", cancellationToken: Token);
        time.Advance(TimeSpan.FromSeconds(9));

        Assert.Equal(TimeSpan.FromSeconds(9), (await Assert.ThrowsAsync<AmplifyTimeoutException>(() => sending)).Timeout);
        Assert.Throws<ArgumentOutOfRangeException>(() => options.Timeout = TimeSpan.FromSeconds(-1));
    }

    [Fact]
    public async Task Options_Handlers_SeeApiCallsBeforeSigning()
    {
        StubHandler handler = Guests.Handler();
        var options = new AmplifyOptions { HttpMessageHandler = handler, Handlers = { new AddingHandler() } };
        await using AmplifyClient amplify = AmplifyClient.Create(Guests.Configuration(), options);

        await amplify.Rest.GetAsync("MyApi", "/items", cancellationToken: Token);

        Assert.Null(handler.Requests[0]["x-added"]);
        Assert.Contains("x-added", handler.Requests[2]["Authorization"], StringComparison.Ordinal);
        Assert.Equal("Handlers", Assert.Throws<AmplifyConfigurationException>(() => AmplifyClient.Create(Guests.Configuration(), options)).Key);
    }

    [Fact]
    public async Task TwoClients_WithTwoConfigurations_LiveSideBySide()
    {
        StubHandler first = Guests.Handler();
        StubHandler second = Guests.Handler();
        await using AmplifyClient one = AmplifyClient.Create(Guests.Configuration("https://one.example"), new() { HttpMessageHandler = first });
        await using AmplifyClient two = AmplifyClient.Create(
            new() { Api = { Endpoints = { new() { Name = "MyApi", Endpoint = "https://two.example" } } } }, new() { HttpMessageHandler = second });

        await Task.WhenAll(one.Rest.GetAsync("MyApi", "/", cancellationToken: Token), two.Rest.GetAsync("MyApi", "/", cancellationToken: Token));
        await one.DisposeAsync();
        await two.Rest.GetAsync("MyApi", "/", cancellationToken: Token);

        Assert.Equal("one.example", first.Requests[^1].Uri.Host);
        Assert.All(second.Requests, request => Assert.Equal(("two.example", null), (request.Uri.Host, request["Authorization"])));
        Assert.Null((await two.Auth.GetSessionAsync(cancellationToken: Token)).Credentials);
    }

    [Fact]
    public async Task Dispose_Twice_IsFineAndLaterCallsAreRefused()
    {
        StubHandler handler = Guests.Handler();
        AmplifyClient amplify = AmplifyClient.Create(Guests.Configuration(), new() { HttpMessageHandler = handler });

        await amplify.DisposeAsync();
        await amplify.DisposeAsync();
        amplify.Dispose();

        var error = await Assert.ThrowsAsync<ObjectDisposedException>(() => amplify.Rest.GetAsync("MyApi", "/", cancellationToken: Token));
        Assert.Equal(typeof(AmplifyClient).FullName, error.ObjectName);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => amplify.Auth.GetSessionAsync(cancellationToken: Token));
        Assert.False(handler.Disposed);
    }

    [Fact]
    public void Create_WrongSettings_NameTheirKey()
    {
        Assert.Equal("Api.Endpoints[0].Endpoint", Assert.Throws<AmplifyConfigurationException>(() => AmplifyClient.Create(Guests.Configuration("nonsense"))).Key);
        Assert.Equal("Auth.IdentityPoolId", Assert.Throws<AmplifyConfigurationException>(
            () => AmplifyClient.Create(new() { Auth = { IdentityPoolId = "nonsense" } })).Key);
        Assert.Throws<ArgumentNullException>(() => AmplifyClient.Create(null!));
    }

    [Fact]
    public async Task Rest_OnASocket_WorksWithTheClientsOwnHandler()
    {
        await using SocketServer server = await SocketServer.StartAsync(context =>
        {
            context.Response.StatusCode = context.Request.Path == "/items" ? 204 : 500;
            return Task.CompletedTask;
        });
        await using AmplifyClient amplify = AmplifyClient.Create(new() { Api = { Endpoints = { new() { Name = "A", Endpoint = server.Root.AbsoluteUri } } } });

        using RestResponse response = await amplify.Rest.SendAsync(HttpMethod.Get, "A", "/items", cancellationToken: Token);

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
    }

    private sealed class AddingHandler : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Add("x-added", "1");
            return base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class Reports : IProgress<long>
    {
        public List<long> Values { get; } = [];

        public void Report(long value) => Values.Add(value);
    }
}
