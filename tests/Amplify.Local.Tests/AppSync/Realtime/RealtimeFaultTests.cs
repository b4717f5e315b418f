using System.Net.WebSockets;
using Amplify.Local.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Amplify.Local.Tests.AppSync.Realtime;

public sealed class RealtimeFaultTests
{
    private const string OnPost = "subscription { onPost { id } }";
    private const string Data = """{"id":"1","type":"data","payload":{"data":{"onPost":{"id":"7"}}}}""";

    [Fact]
    public async Task Withhold_KeepAlive_IsNotSent()
    {
        await using RealtimeHarness app = await RealtimeHarness.StartAsync();
        RealtimeFaultScript script = app.Backend.Faults.Realtime.Sequence("ka", RealtimeFault.Withhold.Forever());
        using FrameSocket socket = await ConnectAsync(app);

        Assert.Equal(RealtimeHarness.Ack, await socket.ReceiveAsync());
        await app.SubscribeAsync(socket, "1", OnPost);

        Assert.Equal(1, script.Hits);
        script.Remove();
        Assert.True(script.IsOver);
    }

    [Fact]
    public async Task After_StartAck_ComesLaterAndHoldsNothingUp()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using RealtimeHarness app = await RealtimeHarness.StartAsync(time);
        using FrameSocket socket = await app.OpenAsync();
        RealtimeFaultScript script = app.Backend.Faults.Realtime.Sequence("start_ack", RealtimeFault.After(TimeSpan.FromSeconds(20)));

        await app.StartAsync(socket, "late", OnPost);
        await script.WaitForHitsAsync(1, Harness.Cancellation);
        await app.SubscribeAsync(socket, "2", OnPost);
        time.Advance(TimeSpan.FromSeconds(20));

        Assert.Equal("""{"type":"start_ack","id":"late"}""", await socket.ReceiveAsync());
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(1011)]
    [InlineData(1013)]
    [InlineData(4400)]
    public async Task Close_InPlaceOfAFrame_HasTheCode(int code)
    {
        await using RealtimeHarness app = await RealtimeHarness.StartAsync();
        app.Backend.Faults.Realtime.Sequence("connection_ack", RealtimeFault.Close(code, "Because"));
        using FrameSocket socket = await ConnectAsync(app);

        Assert.Equal($"close {code} Because", await socket.ReceiveAsync());
    }

    [Fact]
    public async Task CutInMessage_EndsWithoutACloseFrame()
    {
        await using RealtimeHarness app = await RealtimeHarness.StartAsync();
        app.Backend.Faults.Realtime.Sequence("connection_ack", RealtimeFault.CutInMessage);
        using FrameSocket socket = await ConnectAsync(app);

        WebSocketException cut = await Assert.ThrowsAsync<WebSocketException>(socket.ReceiveAsync);

        Assert.Equal(WebSocketError.ConnectionClosedPrematurely, cut.WebSocketErrorCode);
    }

    [Fact]
    public async Task Cut_SendsWhatWasBefore()
    {
        await using RealtimeHarness app = await RealtimeHarness.StartAsync();
        app.Backend.Faults.Realtime.Sequence("ka", RealtimeFault.Cut);
        using FrameSocket socket = await ConnectAsync(app);

        Assert.Equal(RealtimeHarness.Ack, await socket.ReceiveAsync());
        await Assert.ThrowsAsync<WebSocketException>(socket.ReceiveAsync);
    }

    [Fact]
    public async Task Data_ReplacedDuplicatedSplitAndPreceded()
    {
        await using RealtimeHarness app = await RealtimeHarness.StartAsync();
        using FrameSocket socket = await app.OpenAsync();
        await app.SubscribeAsync(socket, "1", OnPost);
        string large = new('x', 600 * 1024);
        app.Backend.Faults.Realtime.Sequence(
            "data",
            RealtimeFault.Replace("{\"type\":"),
            RealtimeFault.Pass,
            RealtimeFault.Duplicate,
            RealtimeFault.Split(17),
            RealtimeFault.Pass.Behind("""{"type":"surprise"}"""),
            RealtimeFault.Replace(large));
        for (int i = 0; i < 6; i++)
        {
            await app.MutateAsync("""addPost(id: "7") { id }""");
        }

        Assert.Equal("{\"type\":", await socket.ReceiveAsync());
        Assert.Equal((Data, 1), await socket.ReceiveMessageAsync());
        Assert.Equal(Data, await socket.ReceiveAsync());
        Assert.Equal(Data, await socket.ReceiveAsync());
        (string split, int parts) = await socket.ReceiveMessageAsync();
        Assert.Equal(Data, split);
        Assert.True(parts > 10, $"{parts} parts");
        Assert.Equal("""{"type":"surprise"}""", await socket.ReceiveAsync());
        Assert.Equal(Data, await socket.ReceiveAsync());
        Assert.Equal(large, await socket.ReceiveAsync());
    }

    [Fact]
    public async Task All_ConnectionsSentToClosedAndCut()
    {
        await using RealtimeHarness app = await RealtimeHarness.StartAsync();
        using FrameSocket one = await app.OpenAsync();
        using FrameSocket other = await app.OpenAsync();

        app.Backend.Faults.Realtime.SendAll("""{"type":"error"}""");
        Assert.Equal("""{"type":"error"}""", await one.ReceiveAsync());
        Assert.Equal("""{"type":"error"}""", await other.ReceiveAsync());
        app.Backend.Faults.Realtime.CloseAll(1001, "Going away");
        Assert.Equal("close 1001 Going away", await one.ReceiveAsync());

        using FrameSocket third = await app.OpenAsync();
        app.Backend.Faults.Realtime.CutAll();
        await Assert.ThrowsAsync<WebSocketException>(third.ReceiveAsync);
    }

    [Theory]
    [InlineData(999)]
    [InlineData(1005)]
    [InlineData(1006)]
    [InlineData(5000)]
    public void Close_CodeThatIsNeverSent_IsOutOfRange(int code) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => RealtimeFault.Close(code));

    private static async Task<FrameSocket> ConnectAsync(RealtimeHarness app)
    {
        FrameSocket socket = await FrameSocket.ConnectAsync(app.App.AppSync.RealtimeEndpoint, RealtimeHarness.SubProtocol, app.KeyHeader);
        await socket.SendAsync(new { type = "connection_init" });
        return socket;
    }
}
