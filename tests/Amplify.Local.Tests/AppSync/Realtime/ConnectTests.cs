using System.Net.WebSockets;
using System.Text.Json;
using Amplify.Local.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Amplify.Local.Tests.AppSync.Realtime;

public sealed class ConnectTests
{
    private static readonly object Init = new { type = "connection_init" };

    [Fact]
    public async Task Init_KeyInSubProtocol_IsAcknowledgedWithTimeoutInMsAndKeepAliveAtOnce()
    {
        await using RealtimeHarness app = await RealtimeHarness.StartAsync();

        using FrameSocket socket = await FrameSocket.ConnectAsync(app.App.AppSync.RealtimeEndpoint, RealtimeHarness.SubProtocol, app.KeyHeader);
        await socket.SendAsync(Init);

        Assert.Equal("graphql-ws", socket.SubProtocol);
        Assert.Equal("""{"type":"connection_ack","payload":{"connectionTimeoutMs":300000}}""", await socket.ReceiveAsync());
        Assert.Equal("""{"type":"ka"}""", await socket.ReceiveAsync());
    }

    [Fact]
    public async Task Init_KeyInQueryString_IsAcknowledged()
    {
        await using RealtimeHarness app = await RealtimeHarness.StartAsync();
        string header = Uri.EscapeDataString(Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(app.KeyHeader)));
        var url = new Uri($"{app.App.AppSync.RealtimeEndpoint}?header={header}&payload=e30=");

        using FrameSocket socket = await FrameSocket.ConnectAsync(url, static options => options.AddSubProtocol("graphql-ws"));
        await socket.SendAsync(Init);

        Assert.Equal(RealtimeHarness.Ack, await socket.ReceiveAsync());
    }

    [Fact]
    public async Task Init_KeyInHeaders_IsAcknowledged()
    {
        await using RealtimeHarness app = await RealtimeHarness.StartAsync();

        using FrameSocket socket = await FrameSocket.ConnectAsync(app.App.AppSync.RealtimeEndpoint, options =>
        {
            options.AddSubProtocol("graphql-ws");
            options.SetRequestHeader("x-api-key", app.App.AppSync.ApiKey);
        });
        await socket.SendAsync(Init);

        Assert.Equal(RealtimeHarness.Ack, await socket.ReceiveAsync());
    }

    [Fact]
    public async Task Connect_PathOfTheServicesOwnRealtimeHost_IsTaken()
    {
        await using RealtimeHarness app = await RealtimeHarness.StartAsync();
        var url = new UriBuilder(app.App.AppSync.RealtimeEndpoint) { Path = "/graphql" }.Uri;

        using FrameSocket socket = await FrameSocket.ConnectAsync(url, "graphql-ws", app.KeyHeader);
        await socket.SendAsync(Init);

        Assert.Equal(RealtimeHarness.Ack, await socket.ReceiveAsync());
    }

    [Fact]
    public async Task Connect_SignedForConnectPath_IsAcknowledged()
    {
        await using RealtimeHarness app = await RealtimeHarness.StartAsync();

        using FrameSocket socket = await FrameSocket.ConnectAsync(
            app.App.AppSync.RealtimeEndpoint, "graphql-ws", await app.SignAsync("/graphql/connect", "{}"));
        await socket.SendAsync(Init);

        Assert.Equal(RealtimeHarness.Ack, await socket.ReceiveAsync());
    }

    [Fact]
    public async Task Connect_SignedForOtherPath_IsBadRequest()
    {
        await using RealtimeHarness app = await RealtimeHarness.StartAsync();

        using FrameSocket socket = await FrameSocket.ConnectAsync(
            app.App.AppSync.RealtimeEndpoint, "graphql-ws", await app.SignAsync("/graphql", "{}"));

        string frame = await socket.ReceiveAsync();
        Assert.StartsWith("""{"type":"connection_error","payload":{"errors":[{"errorType":"BadRequestException","message":"The request signature""", frame);
        Assert.EndsWith(""","errorCode":400}]}}""", frame);
        Assert.Equal("close 1008", await socket.ReceiveAsync());
    }

    [Theory]
    [InlineData("user pool")]
    [InlineData("oidc")]
    [InlineData("lambda")]
    public async Task Connect_Token_IsAcknowledged(string mode)
    {
        await using RealtimeHarness app = await RealtimeHarness.StartAsync();
        string token = mode switch
        {
            "user pool" => app.Backend.UserPoolTokens.IssueAccessToken("ann"),
            "oidc" => app.Backend.OidcTokens.IssueIdToken("ann"),
            _ => "open sesame",
        };

        using FrameSocket socket = await FrameSocket.ConnectAsync(
            app.App.AppSync.RealtimeEndpoint, "graphql-ws", new { Authorization = token, host = app.Host });
        await socket.SendAsync(Init);

        Assert.Equal(RealtimeHarness.Ack, await socket.ReceiveAsync());
    }

    [Fact]
    public async Task Connect_WrongKey_IsUnauthorizedAndClosed()
    {
        await using RealtimeHarness app = await RealtimeHarness.StartAsync();

        using FrameSocket socket = await FrameSocket.ConnectAsync(
            app.App.AppSync.RealtimeEndpoint, "graphql-ws", new Dictionary<string, string> { ["host"] = app.Host, ["x-api-key"] = "da2-wrong" });

        Assert.Equal(
            """{"type":"connection_error","payload":{"errors":[{"errorType":"UnauthorizedException","message":"You are not authorized to make this call.","errorCode":401}]}}""",
            await socket.ReceiveAsync());
        Assert.Equal("close 1008", await socket.ReceiveAsync());
    }

    [Fact]
    public async Task Connect_NoCredentials_MissesHeaders()
    {
        await using RealtimeHarness app = await RealtimeHarness.StartAsync();

        using FrameSocket socket = await FrameSocket.ConnectAsync(
            app.App.AppSync.RealtimeEndpoint, static options => options.AddSubProtocol("graphql-ws"));

        Assert.Equal(
            """{"type":"connection_error","payload":{"errors":[{"message":"Required headers are missing.","errorCode":400}]}}""",
            await socket.ReceiveAsync());
        Assert.Equal("close 1008", await socket.ReceiveAsync());
    }

    [Fact]
    public async Task Connect_NoHost_MissesHeaders()
    {
        await using RealtimeHarness app = await RealtimeHarness.StartAsync();

        using FrameSocket socket = await FrameSocket.ConnectAsync(
            app.App.AppSync.RealtimeEndpoint, "graphql-ws", new Dictionary<string, string> { ["x-api-key"] = app.App.AppSync.ApiKey! });

        Assert.Contains("Required headers are missing.", await socket.ReceiveAsync());
    }

    [Theory]
    [InlineData("header-!!!")]
    [InlineData("header-bm8ganNvbg")]
    [InlineData("header-W10")]
    [InlineData("header-eyJob3N0IjoiaCIsIlx1ZDgwMCI6IngifQ")] // {"host":"h","\ud800":"x"}
    [InlineData("header-eyJob3N0IjoiaCIsIngtYXBpLWtleSI6Ilx1ZDgwMCJ9")] // {"host":"h","x-api-key":"\ud800"}
    public async Task Connect_UnreadableHeader_IsBadRequest(string header)
    {
        await using RealtimeHarness app = await RealtimeHarness.StartAsync();

        using FrameSocket socket = await FrameSocket.ConnectAsync(app.App.AppSync.RealtimeEndpoint, options =>
        {
            options.AddSubProtocol("graphql-ws");
            options.AddSubProtocol(header);
        });

        Assert.Equal("""{"type":"connection_error","payload":{"errors":[{"errorType":"BadRequest","errorCode":400}]}}""", await socket.ReceiveAsync());
    }

    [Theory]
    [InlineData("graphql-transport-ws", "SubProtocolNotSupportedError")]
    [InlineData(null, "NoProtocolError")]
    public async Task Connect_WrongSubProtocol_IsToldAndClosed(string? offered, string message)
    {
        await using RealtimeHarness app = await RealtimeHarness.StartAsync();

        using FrameSocket socket = await FrameSocket.ConnectAsync(app.App.AppSync.RealtimeEndpoint, options =>
        {
            if (offered is not null)
            {
                options.AddSubProtocol(offered);
            }
        });

        Assert.Null(socket.SubProtocol);
        Assert.Equal($$$"""{"type":"connection_error","payload":{"errors":[{"message":"{{{message}}}","errorCode":400}]}}""", await socket.ReceiveAsync());
        Assert.Equal("close 1008", await socket.ReceiveAsync());
    }

    [Fact]
    public async Task KeepAlive_ComesEverySixtySeconds()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using RealtimeHarness app = await RealtimeHarness.StartAsync(time);
        using FrameSocket socket = await app.OpenAsync();

        time.Advance(TimeSpan.FromSeconds(59));
        await socket.SendAsync(new { type = "stop", id = "none" });
        string before = await socket.ReceiveAsync();
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.Contains("Unknown operation id none", before);
        Assert.Equal("""{"type":"ka"}""", await socket.ReceiveAsync());
        time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal("""{"type":"ka"}""", await socket.ReceiveAsync());
    }

    [Fact]
    public async Task Connection_After24Hours_IsClosed()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using RealtimeHarness app = await RealtimeHarness.StartAsync(time);
        using FrameSocket socket = await app.OpenAsync();

        time.Advance(TimeSpan.FromHours(24));

        string message;
        do
        {
            message = await socket.ReceiveAsync();
        }
        while (message == RealtimeHarness.KeepAlive);
        Assert.Equal("close 1000 Connection expired", message);
    }

    [Fact]
    public async Task Close_ByClient_IsAnsweredAndForgotten()
    {
        await using RealtimeHarness app = await RealtimeHarness.StartAsync();
        FrameSocket socket = await app.OpenAsync();
        Assert.Equal(1, app.Backend.Faults.Realtime.Connections);

        await socket.CloseAsync();

        Assert.Equal(WebSocketState.Closed, socket.State);
        Assert.Equal(WebSocketCloseStatus.NormalClosure, socket.CloseStatus);
        socket.Dispose();
    }

    [Fact]
    public async Task Ping_IsHealthy()
    {
        await using RealtimeHarness app = await RealtimeHarness.StartAsync();

        Reply reply = await app.App.Http.GetAsync("/ping");

        Assert.Equal(("healthy", 200), (reply.Text, (int)reply.Status));
    }

    [Fact]
    public async Task Get_WithoutUpgrade_IsRefused()
    {
        await using RealtimeHarness app = await RealtimeHarness.StartAsync();

        Assert.Equal(400, (int)(await app.App.Http.GetAsync("/graphql/realtime")).Status);
    }

    [Fact]
    public async Task Upgrade_FaultOfThePath_RefusesSoManyTimes()
    {
        await using RealtimeHarness app = await RealtimeHarness.StartAsync();
        app.Backend.Faults.Sequence(new FaultFilter { Path = "/graphql/realtime" }, Fault.Status(503).Times(2));

        for (int i = 0; i < 2; i++)
        {
            await Assert.ThrowsAsync<WebSocketException>(app.OpenAsync);
        }

        using FrameSocket socket = await app.OpenAsync();
        Assert.Equal(WebSocketState.Open, socket.State);
    }
}
