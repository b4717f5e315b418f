using System.Net.WebSockets;
using System.Text.Json;
using Amplify.Cli.Tests.Running;
using Amplify.Local;
using Amplify.Testing;
using Microsoft.AspNetCore.Http;

namespace Amplify.Cli.Tests.GraphQL;

public sealed class SubscribeCommandTests : IAsyncLifetime
{
    private const string OnComment = "subscription OnComment($id: String!) { subscribeToEventComments(eventId: $id) { content } }";
    private const string Variables = """{"id":"1"}""";
    private const string Established = "Subscription established";

    private readonly TemporaryFolder _folder = new();
    private LocalBackend _backend = null!;
    private CliTerminal _terminal = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        LocalBackendOptions options = new()
        {
            AppSync = new LocalAppSyncOptions { AdditionalModes = [AppSyncAuthMode.Iam, AppSyncAuthMode.UserPool] },
        };
        _backend = await LocalBackend.StartAsync(options, Cancellation);
        await _backend.WriteConfigurationAsync(_folder.FullPath, Cancellation);
        _terminal = new CliTerminal { WorkingDirectory = _folder.FullPath };
    }

    public async ValueTask DisposeAsync()
    {
        await _backend.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Subscribe_PrintsEachMessageOnALineAsItComes_AndEndsAfterTake()
    {
        await using RunningCommand subscribe = await SubscribeAsync("--take", "2");

        await CommentAsync("O'Neil & søn");
        string first = await subscribe.ReadLineAsync();
        await CommentAsync("second");
        await CommentAsync("third");
        (int exitCode, string rest, string error) = await subscribe.EndAsync();

        Assert.Equal("""{"data":{"subscribeToEventComments":{"content":"O'Neil & søn"}}}""", first);
        Assert.Equal((0, Line("second") + "\n"), (exitCode, rest));
        Assert.DoesNotContain("Warning", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Subscribe_CtrlC_EndsWith0()
    {
        await using RunningCommand subscribe = await SubscribeAsync();

        (int exitCode, string output, string error) = await subscribe.StopAsync();

        Assert.Equal((0, ""), (exitCode, output));
        Assert.EndsWith("Stopped.", error.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Subscribe_ServerOutOfReach_SaysSo_Gives1()
    {
        await _backend.DisposeAsync();

        CliResult result = await _terminal.RunAsync("graphql", "subscribe", "-d", OnComment, "-v", Variables);

        Assert.Equal((1, ""), (result.ExitCode, result.Out));
        Assert.Contains($"no connection to {_backend.AppSync.Endpoint.Authority} could be made", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Subscribe_CtrlCWhileItConnects_EndsWith0()
    {
        TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using SocketServer server = await SocketServer.StartAsync(async context =>
        {
            asked.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        });
        await using RunningCommand subscribe = new(
            _terminal, "graphql", "subscribe", "-d", OnComment, "-v", Variables, "--realtime-endpoint", new Uri(server.Root, "/own").AbsoluteUri);
        await asked.Task.WaitAsync(Cancellation);

        (int exitCode, string output, string error) = await subscribe.StopAsync();

        Assert.Equal((0, ""), (exitCode, output));
        Assert.DoesNotContain(Established, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Subscribe_ConnectionIsCut_SaysThatItReconnects_AndGoesOn()
    {
        await using RunningCommand subscribe = await SubscribeAsync();
        await CommentAsync("before");
        string before = await subscribe.ReadLineAsync();

        for (int cut = 0; cut < 2; cut++)
        {
            _backend.Faults.Realtime.CutAll();
            await subscribe.ReadErrorUntilAsync("Reconnected");
        }

        await CommentAsync("after");

        Assert.Equal((Line("before"), Line("after")), (before, await subscribe.ReadLineAsync()));
    }

    [Fact]
    public async Task Subscribe_MessageWithErrors_PrintsThemBesideTheData()
    {
        await using RunningCommand subscribe = await SubscribeAsync("--take", "1");

        // What the mutation does not select is null for subscribers, and content must not be null.
        await CommentAsync("unseen", selection: "eventId");
        (int exitCode, string output, _) = await subscribe.EndAsync();

        JsonElement message = JsonElement.Parse(output);
        Assert.Equal(0, exitCode);
        Assert.Equal(JsonValueKind.Null, message.GetProperty("data").GetProperty("subscribeToEventComments").ValueKind);
        Assert.Contains("content", message.GetProperty("errors")[0].GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AWS_IAM")]
    [InlineData("AMAZON_COGNITO_USER_POOLS")]
    [InlineData("API_KEY")]
    public async Task Subscribe_AuthMode_IsThatOfTheSubscription(string mode)
    {
        string? caller = null;
        _backend.AppSync.Resolve("Subscription.subscribeToEventComments", context =>
        {
            caller = context.Identity?.GetType().Name;
            return null;
        });
        string[] token = mode == "AMAZON_COGNITO_USER_POOLS" ? ["--token", _backend.UserPoolTokens.IssueAccessToken("ann")] : [];

        await using RunningCommand subscribe = await SubscribeAsync(["--auth-mode", mode, .. token]);

        string? expected = mode switch
        {
            "AWS_IAM" => nameof(AppSyncIamIdentity),
            "AMAZON_COGNITO_USER_POOLS" => nameof(AppSyncUserPoolIdentity),
            _ => null,
        };
        Assert.Equal(expected, caller);
    }

    [Fact]
    public async Task Subscribe_WrongApiKey_TellsTheRefusal_AndNeverTheKey()
    {
        const string Key = "da2-aaaaaaaaaaaaaaaaaaaaaaaaaa";

        CliResult result = await _terminal.RunAsync("graphql", "subscribe", "-d", OnComment, "-v", Variables, "--api-key", Key);

        Assert.Equal((1, ""), (result.ExitCode, result.Out));
        Assert.StartsWith($"The server at {_backend.AppSync.RealtimeEndpoint} refused the connection: Unauthorized", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--protocol", "AppSync")]
    [InlineData("--auth-carrier", "query")]
    public async Task Subscribe_EndpointWithRealtimeEndpointAndProtocol_NeedsNoConfiguration(string option, string value)
    {
        using TemporaryFolder empty = new();
        CliTerminal elsewhere = new() { WorkingDirectory = empty.FullPath };
        await using RunningCommand subscribe = new(
            elsewhere,
            "graphql", "subscribe", "-d", OnComment, "-v", Variables, "--take", "1",
            "--endpoint", _backend.AppSync.Endpoint.AbsoluteUri,
            "--realtime-endpoint", _backend.AppSync.RealtimeEndpoint.AbsoluteUri,
            option, value,
            "--api-key", _backend.AppSync.ApiKey!);
        await subscribe.ReadErrorUntilAsync(Established);

        await CommentAsync("hello");

        Assert.Equal((0, Line("hello") + "\n"), await OutcomeAsync(subscribe));
    }

    [Theory]
    [InlineData("header", false)]
    [InlineData("query", true)]
    public async Task Subscribe_AuthCarrier_IsWhereTheHandshakeHasItsAuthorization(string carrier, bool isQuery)
    {
        string query = "";
        await using SocketServer server = await SocketServer.StartAsync(async context =>
        {
            query = context.Request.QueryString.Value!;
            await RefuseAsync(context);
        });

        CliResult result = await _terminal.RunAsync(
            "graphql", "subscribe", "-d", OnComment, "-v", Variables, "--auth-carrier", carrier, "--realtime-endpoint", new Uri(server.Root, "/own").AbsoluteUri);

        Assert.Equal((1, ""), (result.ExitCode, result.Out));
        Assert.Contains("Forbidden", result.Error, StringComparison.Ordinal);
        Assert.Equal(isQuery, query.Contains("header=", StringComparison.Ordinal));
        Assert.DoesNotContain("header=", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Subscribe_GraphQLTransport_PrintsUntilTheServerCompletesIt()
    {
        await using SocketServer server = await SocketServer.StartAsync(ServeTicksAsync);

        CliResult result = await _terminal.RunAsync(
            "graphql", "subscribe", "-d", "subscription { ticks }", "--endpoint", server.Root.AbsoluteUri, "--realtime-endpoint", $"ws://{server.Root.Authority}/ws");

        Assert.Equal((0, "{\"data\":{\"ticks\":1}}\n{\"data\":{\"ticks\":2}}\n"), (result.ExitCode, result.Out));
        Assert.Contains("ended", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("is no subscription", "--document", "{ a }")]
    [InlineData("'Other'", "--document", "subscription { a }", "--api", "Other")]
    [InlineData("'Other'", "--document", "subscription { a }", "--api", "Other", "--realtime-endpoint", "wss://example.com/graphql")]
    [InlineData("--auth-carrier", "--document", "subscription { a }", "--auth-carrier", "query", "--protocol", "graphql-transport-ws")]
    [InlineData("--endpoint", "--document", "subscription { a }", "--endpoint", "http://127.0.0.1:1/graphql", "--config", "aws-exports.js")]
    public async Task WrongUsage_IsToldBeforeAnythingIsSent_Gives2(string expected, params string[] arguments)
    {
        CliResult result = await _terminal.RunAsync(["graphql", "subscribe", .. arguments]);

        Assert.Equal((2, ""), (result.ExitCode, result.Out));
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.Equal(0, _backend.Requests.Total);
    }

    private static string Line(string content) => $$$$"""{"data":{"subscribeToEventComments":{"content":"{{{{content}}}}"}}}""";

    private static async Task<(int ExitCode, string Output)> OutcomeAsync(RunningCommand command)
    {
        (int exitCode, string output, _) = await command.EndAsync();
        return (exitCode, output);
    }

    private async Task<RunningCommand> SubscribeAsync(params string[] options)
    {
        RunningCommand command = new(_terminal, ["graphql", "subscribe", "--document", OnComment, "--variables", Variables, .. options]);
        await command.ReadErrorUntilAsync(Established);
        return command;
    }

    private async Task CommentAsync(string content, string selection = "eventId content")
    {
        string document = $$"""
            mutation Comment($content: String!) { commentOnEvent(eventId: "1", content: $content, createdAt: "now") { {{selection}} } }
            """;
        CliResult result = await _terminal.RunAsync(
            "graphql", "mutate", "--document", document, "--variables", JsonSerializer.Serialize(new { content }));
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
    }

    private static Task RefuseAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    private static async Task ServeTicksAsync(HttpContext context)
    {
        Assert.Equal("/ws", context.Request.Path);
        using WebSocket socket = await context.AcceptAsync("graphql-transport-ws");
        while (await socket.ReceiveAsync() is { } text)
        {
            JsonElement frame = JsonElement.Parse(text);
            if (frame.GetProperty("type").GetString() == "connection_init")
            {
                await socket.SendAsync("""{"type":"connection_ack"}""");
            }
            else if (frame.GetProperty("type").GetString() == "subscribe")
            {
                string id = frame.GetProperty("id").GetString()!;
                await socket.SendAsync($$$$"""{"id":"{{{{id}}}}","type":"next","payload":{"data":{"ticks":1}}}""");
                await socket.SendAsync($$$$"""{"id":"{{{{id}}}}","type":"next","payload":{"data":{"ticks":2}}}""");
                await socket.SendAsync($$"""{"id":"{{id}}","type":"complete"}""");
            }
        }

        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, Cancellation);
    }
}
