using Amplify.Cli.Tests.Running;
using Amplify.Local;

namespace Amplify.Cli.Tests.Events;

public sealed class EventsCommandTests : IAsyncLifetime
{
    private const string Established = "Subscription established";

    private readonly TemporaryFolder _folder = new();
    private LocalBackend _backend = null!;
    private CliTerminal _terminal = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _backend = await LocalBackend.StartAsync(
            new()
            {
                AppSync = new() { AdditionalModes = [AppSyncAuthMode.Iam, AppSyncAuthMode.UserPool] },
                Events = new()
                {
                    Namespaces =
                    [
                        new("default"),
                        new("users") { SubscribeModes = [AppSyncAuthMode.UserPool], PublishModes = [AppSyncAuthMode.Iam] },
                        new("even") { OnPublish = static (_, events, _) => new([.. events.Select(static e => e.Payload.GetInt32() % 2 == 0 ? e : e.WithError("odd"))]) },
                    ],
                },
            },
            Cancellation);
        await _backend.WriteConfigurationAsync(_folder.FullPath, Cancellation);
        _terminal = new CliTerminal { WorkingDirectory = _folder.FullPath };
    }

    public async ValueTask DisposeAsync()
    {
        await _backend.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("http")]
    [InlineData("WebSocket")]
    public async Task Publish_IsWhatSubscribersPrint_ALineEach(string transport)
    {
        await using RunningCommand subscribe = await SubscribeAsync("/default/*", "--take", "3");

        CliResult published = await _terminal.RunAsync(
            "events", "publish", "/default/room", "--transport", transport, "--json",
            "--event", "{ \"text\":\n \"O'Neil & søn\" }", "--event", "7", "-e", "\"x\"");
        (int exitCode, string output, _) = await subscribe.EndAsync();

        Assert.Equal((0, "{\"published\":3,\"failed\":[]}\n", ""), (published.ExitCode, published.Out, published.Error));
        Assert.Equal((0, "{\"text\":\"O'Neil & søn\"}\n7\n\"x\"\n"), (exitCode, output));
    }

    [Fact]
    public async Task Publish_FileAndStandardInput_AreEvents()
    {
        await using RunningCommand subscribe = await SubscribeAsync("/default/room", "--take", "2");
        await File.WriteAllTextAsync(Path.Combine(_folder.FullPath, "event.json"), """{"from":"file"}""", Cancellation);

        _terminal.SetInput("""{"from":"input"}""");
        CliResult published = await _terminal.RunAsync("events", "publish", "default/room", "--event", "@event.json", "--event", "@-");

        Assert.Equal(0, published.ExitCode);
        Assert.Equal("{\"from\":\"file\"}\n{\"from\":\"input\"}\n", (await subscribe.EndAsync()).Output);
    }

    [Theory]
    [InlineData("http")]
    [InlineData("websocket")]
    public async Task Publish_SomeRefused_ListsThem_Gives1(string transport)
    {
        CliResult result = await _terminal.RunAsync(
            "events", "publish", "/even/room", "-e", "0", "-e", "1", "-e", "2", "-e", "3", "-e", "4", "-e", "5", "--transport", transport, "--json");

        Assert.Equal(1, result.ExitCode);
        Assert.Equal(
            "{\"published\":3,\"failed\":[{\"index\":1,\"code\":500,\"message\":\"odd\"},{\"index\":3,\"code\":500,\"message\":\"odd\"},{\"index\":5,\"code\":500,\"message\":\"odd\"}]}\n",
            result.Out);
        Assert.StartsWith("3 of 6 events were not published on /even/room", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AuthMode_IsThatOfEachAction()
    {
        CliResult refused = await _terminal.RunAsync("events", "publish", "/users/room", "-e", "1");
        Assert.Equal((1, ""), (refused.ExitCode, refused.Out));
        await using RunningCommand subscribe = await SubscribeAsync("/users/room", "--take", "1", "--token", _backend.UserPoolTokens.IssueAccessToken("ann"));

        CliResult published = await _terminal.RunAsync("events", "publish", "/users/room", "-e", "1", "--auth-mode", "AWS_IAM");

        Assert.Equal(0, published.ExitCode);
        Assert.Equal("1\n", (await subscribe.EndAsync()).Output);
    }

    [Fact]
    public async Task Endpoint_NeedsNoConfiguration()
    {
        using TemporaryFolder empty = new();
        CliTerminal elsewhere = new() { WorkingDirectory = empty.FullPath };
        string[] api = ["--endpoint", _backend.EventsEndpoint.AbsoluteUri, "--api-key", _backend.AppSync.ApiKey!];
        await using RunningCommand subscribe = new(elsewhere, [
            "events", "subscribe", "/default/room", "--take", "1", "--auth-carrier", "query", "--realtime-endpoint", _backend.EventsRealtimeEndpoint.AbsoluteUri, .. api]);
        await subscribe.ReadErrorUntilAsync(Established);

        CliResult published = await elsewhere.RunAsync(["events", "publish", "/default/room", "-e", "true", .. api]);

        Assert.Equal(0, published.ExitCode);
        Assert.Equal("true\n", (await subscribe.EndAsync()).Output);
    }

    [Fact]
    public async Task Subscribe_CtrlC_EndsWith0()
    {
        await using RunningCommand subscribe = await SubscribeAsync("/default/room");

        (int exitCode, string output, string error) = await subscribe.StopAsync();

        Assert.Equal((0, ""), (exitCode, output));
        Assert.EndsWith("Stopped.", error.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Subscribe_ConnectionIsCut_SaysThatItReconnects_AndGoesOn()
    {
        await using RunningCommand subscribe = await SubscribeAsync("/default/room", "--take", "1");
        _backend.Faults.Realtime.CutAll();
        await subscribe.ReadErrorUntilAsync("Reconnected");

        await _terminal.RunAsync("events", "publish", "/default/room", "-e", "2");

        Assert.Equal("2\n", (await subscribe.EndAsync()).Output);
    }

    [Fact]
    public async Task Subscribe_Refused_TellsIt_AndNeverTheKey()
    {
        const string Key = "da2-aaaaaaaaaaaaaaaaaaaaaaaaaa";

        CliResult result = await _terminal.RunAsync("events", "subscribe", "/default/room", "--api-key", Key);

        Assert.Equal((1, ""), (result.ExitCode, result.Out));
        Assert.StartsWith($"The server at {_backend.EventsRealtimeEndpoint} refused the connection: Unauthorized", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("subscribe", "/default/room")]
    [InlineData("publish", "/default/room", "-e", "1")]
    [InlineData("publish", "/default/room", "-e", "1", "--transport", "websocket")]
    public async Task ServerOutOfReach_SaysSo_Gives1(params string[] arguments)
    {
        await _backend.DisposeAsync();

        CliResult result = await _terminal.RunAsync(["events", .. arguments]);

        Assert.Equal((1, ""), (result.ExitCode, result.Out));
        Assert.Contains($"no connection to {_backend.EventsEndpoint.Authority} could be made", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no channel", "subscribe", "/default/a b")]
    [InlineData("no channel", "publish", "/default/*", "-e", "1")]
    [InlineData("--event cannot be read as JSON", "publish", "/default/room", "-e", "hello")]
    [InlineData("--event", "publish", "/default/room")]
    [InlineData("--take", "subscribe", "/default/room", "--take", "0")]
    [InlineData("--transport is one of http, websocket", "publish", "/default/room", "-e", "1", "--transport", "mqtt")]
    [InlineData("different modes", "subscribe", "/default/room", "--api-key", "a", "--token", "b")]
    [InlineData("--region", "subscribe", "/default/room", "--region", "eu-west-1")]
    [InlineData("--endpoint", "subscribe", "/default/room", "--endpoint", "http://127.0.0.1:1/event", "--config", "aws-exports.js")]
    public async Task WrongUsage_IsToldBeforeAnythingIsSent_Gives2(string expected, params string[] arguments)
    {
        CliResult result = await _terminal.RunAsync(["events", .. arguments]);

        Assert.Equal((2, ""), (result.ExitCode, result.Out));
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.Equal(0, _backend.Requests.Total);
    }

    [Fact]
    public async Task Publish_AnEventTooLarge_IsToldBeforeAnythingIsSent_Gives2()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullPath, "large.json"), $"\"{new string('x', 240 * 1024)}\"", Cancellation);

        CliResult result = await _terminal.RunAsync("events", "publish", "/default/room", "-e", "1", "-e", "@large.json");

        Assert.Equal((2, ""), (result.ExitCode, result.Out));
        Assert.Contains("Event 1 has 245762 bytes", result.Error, StringComparison.Ordinal);
        Assert.Equal(0, _backend.Requests.Total);
    }

    private async Task<RunningCommand> SubscribeAsync(string channel, params string[] options)
    {
        RunningCommand command = new(_terminal, ["events", "subscribe", channel, .. options]);
        await command.ReadErrorUntilAsync(Established);
        return command;
    }
}
