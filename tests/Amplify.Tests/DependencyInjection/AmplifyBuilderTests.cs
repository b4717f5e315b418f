using System.Net;
using System.Net.Sockets;
using Amplify.Signing;
using Amplify.Testing;
using Amplify.Tests.Client;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Amplify.Tests.DependencyInjection;

public sealed class AmplifyBuilderTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Container_DisposedOf_DisposesClientAndPrimaryHandlerOnce(bool async)
    {
        var handler = new CountingHandler();
        ServiceProvider services = new ServiceCollection()
            .AddAmplify(Guests.Configuration(), options => options.CredentialsProvider = Keys("A"))
            .ConfigurePrimaryHttpMessageHandler(_ => handler)
            .Services.BuildServiceProvider();
        AmplifyClient client = services.GetRequiredService<AmplifyClient>();

        await (async ? services.DisposeAsync() : DisposeSynchronously(services));

        Assert.Equal(1, handler.Disposals);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.Rest.GetAsync("MyApi", "/", cancellationToken: Token));
    }

    [Fact]
    public async Task Clients_HaveIdentitiesOfTheirOwn_AndOutliveEachOther()
    {
        StubHandler handler = StubHandler.Answering(HttpStatusCode.OK);
        await using ServiceProvider services = new ServiceCollection()
            .AddKeyedSingleton<IAwsCredentialsProvider>("one", Keys("AKIDONE"))
            .AddKeyedSingleton<IAwsCredentialsProvider>("two", Keys("AKIDTWO"))
            .AddAmplify("one", Guests.Configuration("https://one.example"), options => options.HttpMessageHandler = handler).Services
            .AddAmplify("two", Guests.Configuration("https://two.example"), options => options.HttpMessageHandler = handler).Services
            .BuildServiceProvider();
        AmplifyClient one = services.GetRequiredKeyedService<AmplifyClient>("one");
        AmplifyClient two = services.GetRequiredKeyedService<AmplifyClient>("two");

        await one.Rest.GetAsync("MyApi", "/", cancellationToken: Token);
        one.Dispose();
        await two.Rest.GetAsync("MyApi", "/", cancellationToken: Token);

        Assert.Equal(["one.example", "two.example"], handler.Requests.Select(request => request.Uri.Host));
        Assert.Contains("AKIDONE", handler.Requests[0]["Authorization"], StringComparison.Ordinal);
        Assert.Contains("AKIDTWO", handler.Requests[1]["Authorization"], StringComparison.Ordinal);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => one.Rest.GetAsync("MyApi", "/", cancellationToken: Token));
    }

    [Fact]
    public async Task Handlers_AreMadeWithServicesAndRunInOrder()
    {
        StubHandler handler = StubHandler.Answering(HttpStatusCode.OK);
        await using ServiceProvider services = new ServiceCollection()
            .AddSingleton("service")
            .AddAmplify(Guests.Configuration(), options => options.CredentialsProvider = Keys("A"))
            .ConfigureOptions((options, _) => options.HttpMessageHandler = handler)
            .AddHttpMessageHandler(provider => new AddingHandler(provider.GetRequiredService<string>()))
            .AddHttpMessageHandler(_ => new AddingHandler("second"))
            .Services.BuildServiceProvider();

        await services.GetRequiredService<AmplifyClient>().Rest.GetAsync("MyApi", "/", cancellationToken: Token);

        Assert.Equal("service, second", handler.Only["x-added"]);
    }

    [Fact]
    public async Task LaterCalls_AddToAClientKeyByKey()
    {
        await using ServiceProvider services = new ServiceCollection()
            .AddAmplify(Guests.Configuration("https://file.example")).Services
            .AddAmplify(Settings.With("https://section.example").GetSection("Amplify")).Services
            .Configure<AmplifyConfiguration>(settings => settings.Api.Endpoints.Add(new() { Name = "Code", Endpoint = "https://code.example" }))
            .BuildServiceProvider();
        RestApi rest = services.GetServices<AmplifyClient>().Single().Rest;

        Assert.Equal(("section.example", "code.example"), (rest.EndpointOf("MyApi").Host, rest.EndpointOf("Code").Host));
    }

    /// <summary>A host name that moves: new connections go where it leads now, when old ones have reached their lifetime.</summary>
    [Fact]
    public async Task Connections_FollowAHostNameThatMoves()
    {
        await using SocketServer first = await SocketServer.StartAsync(context => context.Response.WriteAsync("first"));
        await using SocketServer second = await SocketServer.StartAsync(context => context.Response.WriteAsync("second"));
        Uri address = first.Root;
        await using ServiceProvider services = new ServiceCollection()
            .AddAmplify(Guests.Configuration("http://moving.example"), options => options.CredentialsProvider = Keys("A"))
            .ConfigurePrimaryHttpMessageHandler(_ => new SocketsHttpHandler
            {
                PooledConnectionLifetime = TimeSpan.Zero,
                ConnectCallback = async (_, token) =>
                {
                    var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                    await socket.ConnectAsync(IPAddress.Loopback, address.Port, token);
                    return new NetworkStream(socket, ownsSocket: true);
                },
            })
            .Services.BuildServiceProvider();
        RestApi rest = services.GetRequiredService<AmplifyClient>().Rest;

        string before = await rest.GetAsync<string>("MyApi", "/", cancellationToken: Token);
        address = second.Root;
        string after = await rest.GetAsync<string>("MyApi", "/", cancellationToken: Token);

        Assert.Equal(("first", "second"), (before, after));
    }

    private static StaticCredentialsProvider Keys(string id) => new(new AwsCredentials(id, "s"));

    private static ValueTask DisposeSynchronously(ServiceProvider services)
    {
        services.Dispose();
        return ValueTask.CompletedTask;
    }

    private sealed class CountingHandler : HttpMessageHandler
    {
        public int Disposals { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage());

        protected override void Dispose(bool disposing)
        {
            Disposals++;
            base.Dispose(disposing);
        }
    }

    private sealed class AddingHandler(string value) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Add("x-added", value);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
