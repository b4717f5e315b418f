using System.Text;
using System.Text.Json;
using Amplify.Local.Tests.Support;

namespace Amplify.Local.Tests.Events;

/// <summary>A backend with channel namespaces, and clients of them.</summary>
internal sealed class EventsHarness : IAsyncDisposable
{
    public const string SubProtocol = "aws-appsync-event-ws";

    private EventsHarness(Harness http) => Http = http;

    public Harness Http { get; }

    public LocalBackend Backend => Http.Backend;

    public object KeyHeader => new Dictionary<string, string> { ["host"] = Backend.Endpoint.Authority, ["x-api-key"] = Backend.AppSync.ApiKey! };

    public static async Task<EventsHarness> StartAsync(LocalEventsOptions? events = null, AppSyncLambdaAuthorizer? authorizer = null) => new(await Harness.StartAsync(new LocalBackendOptions
    {
        AppSync = new LocalAppSyncOptions
        {
            AdditionalModes = authorizer is null ? [AppSyncAuthMode.Iam, AppSyncAuthMode.UserPool] : [AppSyncAuthMode.Lambda],
            LambdaAuthorizer = authorizer,
        },
        Events = events ?? new LocalEventsOptions(),
    }));

    public async Task<FrameSocket> OpenAsync()
    {
        FrameSocket socket = await FrameSocket.ConnectAsync(Backend.EventsRealtimeEndpoint, SubProtocol, KeyHeader);
        await socket.SendAsync(new { type = "connection_init" });
        Assert.Equal("""{"type":"connection_ack","connectionTimeoutMs":300000}""", await socket.ReceiveAsync());
        Assert.Equal("""{"type":"ka"}""", await socket.ReceiveAsync());
        return socket;
    }

    public static async Task<string> AskAsync(FrameSocket socket, object frame)
    {
        await socket.SendAsync(frame);
        return await socket.ReceiveAsync();
    }

    public async Task SubscribeAsync(FrameSocket socket, string id, string channel) => Assert.Equal(
        $$"""{"type":"subscribe_success","id":"{{id}}"}""",
        await AskAsync(socket, new { type = "subscribe", id, channel, authorization = KeyHeader }));

    public Task<Reply> PublishAsync(string channel, params string[] events) => PublishAsync(JsonSerializer.Serialize(new { channel, events }));

    public Task<Reply> PublishAsync(string body)
    {
        HttpRequestMessage request = Request(body);
        request.Headers.Add("x-api-key", Backend.AppSync.ApiKey);
        return Http.SendAsync(request);
    }

    public HttpRequestMessage Request(string body) =>
        new(HttpMethod.Post, Backend.EventsEndpoint) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    /// <summary>Signs as clients do for a frame: the headers that stand for it.</summary>
    public async Task<Dictionary<string, string>> SignAsync(string body)
    {
        HttpRequestMessage request = await Http.SignAsync(Request(body), service: "appsync");
        var headers = request.Headers.NonValidated.Concat(request.Content!.Headers.NonValidated)
            .Where(static header => header.Key is not "Content-Length")
            .ToDictionary(static header => header.Key.ToLowerInvariant(), static header => header.Value.ToString());
        headers["host"] = Backend.Endpoint.Authority;
        return headers;
    }

    public ValueTask DisposeAsync() => Http.DisposeAsync();
}
