using System.Text.Json;
using Amplify.Local.Tests.Support;

namespace Amplify.Local.Tests.AppSync.Realtime;

/// <summary>A backend with a schema of posts, and sockets that subscribe to them.</summary>
internal sealed class RealtimeHarness : IAsyncDisposable
{
    public const string SubProtocol = "graphql-ws";
    public const string Ack = """{"type":"connection_ack","payload":{"connectionTimeoutMs":300000}}""";
    public const string KeepAlive = """{"type":"ka"}""";

    private const string Schema =
        """
        type Post { id: ID! title: String likes: Int author: Author tags: [String!] created: AWSDateTime! }
        type Author { name: String! age: Int }
        type Query { post: Post }
        type Mutation { addPost(id: ID!, title: String, likes: Int, author: String, tags: [String!]): Post  rename(id: ID!, title: String): Post  dropPost(id: ID!): Post }
        type Subscription {
          onPost(id: ID, title: String, likes: Int): Post @aws_subscribe(mutations: ["addPost", "rename"])
          onSecret: Post @aws_subscribe(mutations: ["addPost"]) @aws_iam
          onRequired: Post! @aws_subscribe(mutations: ["addPost"])
        }
        """;

    private RealtimeHarness(AppSyncHarness app) => App = app;

    public AppSyncHarness App { get; }

    public LocalBackend Backend => App.Http.Backend;

    public string Host => Backend.Endpoint.Authority;

    public object KeyHeader => new Dictionary<string, string> { ["host"] = Host, ["x-api-key"] = App.AppSync.ApiKey! };

    public static async Task<RealtimeHarness> StartAsync(TimeProvider? time = null, int? most = null, string? schema = null)
    {
        var defaults = new LocalAppSyncOptions();
        var harness = new RealtimeHarness(await AppSyncHarness.StartAsync(
            new LocalAppSyncOptions
            {
                Schema = schema ?? Schema,
                AdditionalModes = [AppSyncAuthMode.Iam, AppSyncAuthMode.UserPool, AppSyncAuthMode.Oidc, AppSyncAuthMode.Lambda],
                LambdaAuthorizer = new AppSyncLambdaAuthorizer((request, _) =>
                    new(new AppSyncAuthorizerResult { IsAuthorized = request.AuthorizationToken == "open sesame" })),
                MaxSubscriptionsPerConnection = most ?? defaults.MaxSubscriptionsPerConnection,
            },
            time));
        if (schema is null)
        {
            harness.App.AppSync.Resolve("Mutation.addPost", static context => new
            {
                id = context.Arguments["id"],
                title = context.Arguments.GetValueOrDefault("title"),
                likes = context.Arguments.GetValueOrDefault("likes"),
                author = context.Arguments.GetValueOrDefault("author") is { } name ? new { name, age = 42 } : null,
                tags = context.Arguments.GetValueOrDefault("tags"),
                created = "2026-01-02T03:04:05Z",
            });
            harness.App.AppSync.Resolve("Mutation.dropPost", static _ => throw new AppSyncException("No."));
        }

        return harness;
    }

    /// <summary>Opens a socket with the API key, up to the first keep-alive.</summary>
    public async Task<FrameSocket> OpenAsync()
    {
        FrameSocket socket = await FrameSocket.ConnectAsync(App.AppSync.RealtimeEndpoint, SubProtocol, KeyHeader);
        await socket.SendAsync(new { type = "connection_init" });
        Assert.Equal(Ack, await socket.ReceiveAsync());
        Assert.Equal(KeepAlive, await socket.ReceiveAsync());
        return socket;
    }

    public Task StartAsync(FrameSocket socket, string id, string query, object? variables = null, object? authorization = null) =>
        StartDataAsync(socket, id, JsonSerializer.Serialize(new { query, variables }), authorization ?? KeyHeader);

    public static Task StartDataAsync(FrameSocket socket, string id, string data, object authorization) =>
        socket.SendAsync(new { id, type = "start", payload = new { data, extensions = new { authorization } } });

    public async Task SubscribeAsync(FrameSocket socket, string id, string query, object? variables = null)
    {
        await StartAsync(socket, id, query, variables);
        Assert.Equal($$"""{"type":"start_ack","id":"{{id}}"}""", await socket.ReceiveAsync());
    }

    /// <summary>Runs a mutation, which must succeed.</summary>
    public async Task MutateAsync(string mutation)
    {
        Reply reply = await App.PostAsync($"mutation {{ {mutation} }}");
        Assert.False(reply.Json.TryGetProperty("errors", out _), reply.Text);
    }

    /// <summary>Signs as clients do for a frame: the headers that stand for it.</summary>
    public async Task<Dictionary<string, string>> SignAsync(string path, string body)
    {
        HttpRequestMessage request = App.Http.Request("POST", path);
        request.Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        request.Content.Headers.ContentType = new("application/json") { CharSet = "UTF-8" };
        request.Content.Headers.ContentEncoding.Add("amz-1.0");
        request.Headers.TryAddWithoutValidation("accept", "application/json, text/javascript");
        await App.Http.SignAsync(request, service: "appsync");
        var headers = request.Headers.NonValidated.Concat(request.Content.Headers.NonValidated)
            .Where(static header => header.Key is not "Content-Length")
            .ToDictionary(static header => header.Key.ToLowerInvariant(), static header => header.Value.ToString());
        headers["host"] = Host;
        return headers;
    }

    public ValueTask DisposeAsync() => App.DisposeAsync();
}
