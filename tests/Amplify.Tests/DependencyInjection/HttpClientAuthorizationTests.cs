using System.Net;
using Amplify.Signing;
using Amplify.Testing;
using Amplify.Tests.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Amplify.Tests.DependencyInjection;

public sealed class HttpClientAuthorizationTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Request_HasSignatureKeyAndHeadersOfTheApi_AndKeepsItsOwn()
    {
        StubHandler handler = StubHandler.Answering(HttpStatusCode.OK);
        AmplifyConfiguration configuration = Guests.Configuration();
        configuration.Api.Endpoints[0].Headers["x-tenant"] = "7";
        configuration.Api.Endpoints[0].Headers["x-kept"] = "api";
        configuration.Api.Endpoints[0].CustomHeader = _ => new(new Dictionary<string, string?> { ["x-custom"] = "8" });
        await using ServiceProvider services = Services(configuration, handler);
        HttpClient http = services.GetRequiredService<IHttpClientFactory>().CreateClient("items");
        http.DefaultRequestHeaders.Add("x-kept", "own");

        await http.GetAsync("items?q=1", Token);

        SentRequest sent = handler.Only;
        Assert.Equal(new Uri("https://api.example.com/prod/items?q=1"), sent.Uri);
        Assert.Equal(("7", "8", "own", Guests.ApiKey), (sent["x-tenant"], sent["x-custom"], sent["x-kept"], sent["x-api-key"]));
        Assert.Contains("/eu-north-1/execute-api/", sent["Authorization"], StringComparison.Ordinal);
        Assert.Contains("x-api-key;x-custom;x-kept;x-tenant", sent["Authorization"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task TokenMode_SendsAFreshTokenOnEachAttempt()
    {
        int asked = 0;
        StubHandler handler = StubHandler.Answering(HttpStatusCode.OK);
        AmplifyConfiguration configuration = Guests.Configuration();
        configuration.Api.Endpoints[0].AuthMode = AuthMode.Oidc;
        await using ServiceProvider services = Services(configuration, handler, builder =>
        {
            builder.Services.AddKeyedSingleton(AuthMode.Oidc, TokenProvider.Create(_ => new(FormattableString.Invariant($"token-{++asked}"))));
            builder.AddHttpMessageHandler(() => new TwiceHandler());
        });
        HttpClient http = services.GetRequiredService<IHttpClientFactory>().CreateClient("items");

        await http.GetAsync("items", Token);

        Assert.Equal(["token-1", "token-2"], handler.Requests.Select(request => request["Authorization"]));
    }

    [Fact]
    public async Task OwnAuthorization_IsNotSignedOver()
    {
        StubHandler handler = StubHandler.Answering(HttpStatusCode.OK);
        await using ServiceProvider services = Services(Guests.Configuration(), handler);
        HttpClient http = services.GetRequiredService<IHttpClientFactory>().CreateClient("items");
        http.DefaultRequestHeaders.Authorization = new("Bearer", "mine");

        await http.GetAsync("items", Token);

        Assert.Equal("Bearer mine", handler.Only["Authorization"]);
    }

    [Fact]
    public async Task OwnHeaders_ThatAreRefused_AreNotReplacedByTheFunctionsOfTheApi()
    {
        StubHandler handler = StubHandler.Answering(HttpStatusCode.Unauthorized);
        AmplifyConfiguration configuration = Guests.Configuration();
        configuration.Api.Endpoints[0].CustomHeader = _ =>
            new(new Dictionary<string, string?> { ["Authorization"] = "Bearer function", ["x-tenant"] = "function" });
        await using ServiceProvider services = Services(configuration, handler);
        HttpClient http = services.GetRequiredService<IHttpClientFactory>().CreateClient("items");

        using var authorized = new HttpRequestMessage(HttpMethod.Get, "items") { Headers = { { "Authorization", "Bearer mine" } } };
        using var tenant = new HttpRequestMessage(HttpMethod.Get, "items") { Headers = { { "x-tenant", "mine" } } };
        await http.SendAsync(authorized, Token);
        await http.SendAsync(tenant, Token);

        Assert.Equal(["Bearer mine", "Bearer function", "Bearer function"], handler.Requests.Select(request => request["Authorization"]));
        Assert.Equal(["function", "mine", "mine"], handler.Requests.Select(request => request["x-tenant"]));
    }

    [Fact]
    public async Task EachAttempt_IsSignedAnewWithCurrentCredentials()
    {
        StubHandler handler = StubHandler.Answering(HttpStatusCode.OK);
        await using ServiceProvider services = Services(Guests.Configuration(), handler, builder => builder.AddHttpMessageHandler(() => new TwiceHandler()));
        HttpClient http = services.GetRequiredService<IHttpClientFactory>().CreateClient("items");

        await http.GetAsync("items", Token);

        Assert.Equal(
            ["AKID1", "AKID2"],
            handler.Requests.Select(request => request["Authorization"]!.Split("Credential=")[1].Split('/')[0]));
    }

    [Fact]
    public async Task BaseAddress_OfTheApplication_Stays()
    {
        StubHandler handler = StubHandler.Answering(HttpStatusCode.OK);
        await using ServiceProvider services = Services(
            Guests.Configuration(), handler, builder => builder.ConfigureHttpClient(http => http.BaseAddress = new Uri("https://own.example/")));

        await services.GetRequiredService<IHttpClientFactory>().CreateClient("items").GetAsync("items", Token);

        Assert.Equal("own.example", handler.Only.Uri.Host);
    }

    [Fact]
    public async Task ChangedSettings_AreUsedByAHandlerInUse()
    {
        IConfigurationRoot configuration = Settings.With("https://a.example");
        StubHandler handler = StubHandler.Answering(HttpStatusCode.OK);
        var services = new ServiceCollection();
        services.AddAmplify(configuration.GetSection("Amplify"));
        services.AddHttpClient("items").ConfigurePrimaryHttpMessageHandler(() => handler).AddAmplifyAuthorization("MyApi");
        await using ServiceProvider provider = services.BuildServiceProvider();
        HttpClient http = provider.GetRequiredService<IHttpClientFactory>().CreateClient("items");
        await http.GetAsync("items", Token);

        configuration.Change("Amplify:Api:Endpoints:0:ApiKey", "new-key");
        await http.GetAsync("items", Token);

        Assert.Equal([null, "new-key"], handler.Requests.Select(request => request["x-api-key"]));
    }

    [Fact]
    public async Task Redirect_IsNotFollowed()
    {
        await using SocketServer server = await SocketServer.StartAsync(context =>
        {
            context.Response.Redirect("/elsewhere");
            return Task.CompletedTask;
        });
        var services = new ServiceCollection();
        services.AddAmplify(Guests.Configuration(server.Root.AbsoluteUri), options => options.CredentialsProvider = new NumberedKeys());
        services.AddHttpClient("items").AddAmplifyAuthorization("MyApi").ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler());
        await using ServiceProvider provider = services.BuildServiceProvider();

        using HttpResponseMessage response = await provider.GetRequiredService<IHttpClientFactory>().CreateClient("items").GetAsync("items", Token);

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
    }

    [Fact]
    public async Task SynchronousCall_IsRefusedRatherThanSentUnsigned()
    {
        StubHandler handler = StubHandler.Answering(HttpStatusCode.OK);
        await using ServiceProvider services = Services(Guests.Configuration(), handler);
        HttpClient http = services.GetRequiredService<IHttpClientFactory>().CreateClient("items");
        using var request = new HttpRequestMessage(HttpMethod.Get, "items");

        Assert.Throws<NotSupportedException>(() => http.Send(request, Token));
        Assert.Empty(handler.Requests);
    }

    [Theory]
    [InlineData("Wrong", null, "MyApi")]
    [InlineData("MyApi", "nobody", "AddAmplify(\"nobody\"")]
    public async Task UnknownApiOrClient_IsToldWhenTheHttpClientIsMade(string api, string? client, string advice)
    {
        var services = new ServiceCollection();
        services.AddAmplify(Guests.Configuration());
        services.AddHttpClient("items").AddAmplifyAuthorization(api, client);
        await using ServiceProvider provider = services.BuildServiceProvider();
        IHttpClientFactory factory = provider.GetRequiredService<IHttpClientFactory>();

        var error = Assert.Throws<AmplifyConfigurationException>(() => factory.CreateClient("items"));

        Assert.Contains(advice, error.Message, StringComparison.Ordinal);
    }

    private static ServiceProvider Services(AmplifyConfiguration configuration, StubHandler handler, Action<IHttpClientBuilder>? configure = null)
    {
        var services = new ServiceCollection();
        services.AddAmplify(configuration, options => options.CredentialsProvider = new NumberedKeys());
        IHttpClientBuilder builder = services.AddHttpClient("items").AddAmplifyAuthorization("MyApi").ConfigurePrimaryHttpMessageHandler(() => handler);
        configure?.Invoke(builder);
        return services.BuildServiceProvider();
    }

    private sealed class NumberedKeys : IAwsCredentialsProvider
    {
        private int _count;

        public ValueTask<AwsCredentials> GetCredentialsAsync(CancellationToken cancellationToken = default) =>
            new(new AwsCredentials(FormattableString.Invariant($"AKID{Interlocked.Increment(ref _count)}"), "s"));
    }

    private sealed class TwiceHandler : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            using HttpResponseMessage first = await base.SendAsync(request, cancellationToken);
            return await base.SendAsync(request, cancellationToken);
        }
    }
}
