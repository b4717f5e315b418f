using System.Globalization;
using Amplify.Local;
using static Amplify.Tests.Realtime.EventApp;

namespace Amplify.Tests.Realtime;

/// <summary>Connections that go silent, slow or closed, over real sockets.</summary>
public sealed class SocketFaultTests
{
    private static readonly TimeSpan ReconnectWait = TimeSpan.FromMilliseconds(10);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task HalfOpen_HostWithinReach_IsMadeAnewAfterTheTimeThatTheServerNamed()
    {
        await using ProxiedBackend proxied = await ProxiedBackend.StartAsync();
        proxied.Backend.Faults.Realtime.Sequence(
            "connection_ack", RealtimeFault.Replace("""{"type":"connection_ack","payload":{"connectionTimeoutMs":1500}}"""), RealtimeFault.Pass);
        AmplifyClient amplify = proxied.CreateClient(
            new() { Realtime = { KeepAliveTimeout = TimeSpan.FromMilliseconds(300), ReconnectPolicy = static _ => ReconnectWait } });
        await using Subscription<CommentAdded> comments =
            await amplify.GraphQL.SubscribeAsync(CommentsOf(proxied.EventId), proxied.CatchingUp, Token);
        Task<List<ConnectionState>> states = StatesUntilAsync(comments, ConnectionState.Connecting);

        (await proxied.Proxy.ConnectionAsync()).Swallow();
        await proxied.CommentAsync("into the void");

        Assert.Equal("into the void", (await comments.FirstAsync(Token)).Content);
        Assert.Equal(
            [ConnectionState.Connected, ConnectionState.ConnectedPendingKeepAlive, ConnectionState.ConnectionDisrupted, ConnectionState.Connecting],
            await states);
        Assert.Equal(2, proxied.Proxy.Accepted);
    }

    [Fact]
    public async Task HalfOpen_HostAwayToo_IsMadeAnewWhenItIsBack()
    {
        await using ProxiedBackend proxied = await ProxiedBackend.StartAsync();
        AmplifyClient amplify = proxied.CreateClientBehindProxy(
            new() { Realtime = { KeepAliveTimeout = TimeSpan.FromMilliseconds(300), ReconnectPolicy = static _ => ReconnectWait } });
        await using Subscription<CommentAdded> comments =
            await amplify.GraphQL.SubscribeAsync(CommentsOf(proxied.EventId), proxied.CatchingUp, Token);
        Task<List<ConnectionState>> states = StatesUntilAsync(comments, ConnectionState.ConnectionDisrupted);

        proxied.Proxy.Cuts = static _ => ProxyCut.AtAccept;
        (await proxied.Proxy.ConnectionAsync()).Swallow();
        await proxied.CommentAsync("into the void");
        Assert.Equal(ConnectionState.ConnectionDisrupted, (await states)[^1]);
        proxied.Proxy.Cuts = static _ => null;

        Assert.Equal("into the void", (await comments.FirstAsync(Token)).Content);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(1001)]
    [InlineData(1008)]
    [InlineData(1011)]
    [InlineData(1013)]
    [InlineData(4000)]
    [InlineData(4408)]
    [InlineData(4999)]
    public Task Closed_ByTheServer_IsMadeAnew(int code) => GoesOnAfterAsync(realtime => realtime.CloseAll(code, "bye"));

    // 1006 is what a socket calls that.
    [Fact]
    public Task Cut_ByTheServer_IsMadeAnew() => GoesOnAfterAsync(static realtime => realtime.CutAll());

    // Nothing else has asked the server for its time.
    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task Clock_WrongByAnHour_IsCorrectedByTheServersWords(int hours)
    {
        await using ProxiedBackend proxied = await ProxiedBackend.StartAsync();
        AmplifyClient amplify = proxied.CreateClient(new() { GraphQLAuthMode = AuthMode.Iam, TimeProvider = new ShiftedTime(TimeSpan.FromHours(hours)) });
        await using Subscription<CommentAdded> comments = await amplify.GraphQL.SubscribeAsync(CommentsOf(proxied.EventId), cancellationToken: Token);

        await proxied.CommentAsync("heard");

        Assert.Equal("heard", (await comments.FirstAsync(Token)).Content);
        Assert.Equal(2, proxied.Proxy.Accepted);
    }

    [Theory]
    [InlineData(3, 1)]
    [InlineData(16 * 1024, 150)]
    public async Task Connection_Slow_GivesAllInOrder(int bytes, int milliseconds)
    {
        await using ProxiedBackend proxied = await ProxiedBackend.StartAsync();
        proxied.Proxy.Pace = new ProxyPace(bytes, TimeSpan.FromMilliseconds(milliseconds));
        AmplifyClient amplify = proxied.CreateClient();
        await using Subscription<CommentAdded> comments = await amplify.GraphQL.SubscribeAsync(CommentsOf(proxied.EventId), cancellationToken: Token);

        for (int i = 0; i < 5; i++)
        {
            await proxied.CommentAsync(i.ToString(CultureInfo.InvariantCulture));
        }

        Assert.Equal(["0", "1", "2", "3", "4"], await comments.Take(5).Select(static comment => comment.Content).ToListAsync(Token));
        Assert.Equal(1, proxied.Proxy.Accepted);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public async Task Message_CutInTheMiddle_IsCaughtUpOnOnce(double part)
    {
        await using ProxiedBackend proxied = await ProxiedBackend.StartAsync();
        AmplifyClient amplify = proxied.CreateClient(new() { Realtime = { ReconnectPolicy = static _ => ReconnectWait } });
        await using Subscription<CommentAdded> comments =
            await amplify.GraphQL.SubscribeAsync(CommentsOf(proxied.EventId), proxied.CatchingUp, Token);
        ProxiedConnection connection = await proxied.Proxy.ConnectionAsync();

        Task cut = connection.CutInNextAsync(part);
        await proxied.CommentAsync("torn");
        await cut;
        Task<List<string>> heard = comments.Take(2).Select(static comment => comment.Content).ToListAsync(Token).AsTask();
        await proxied.CommentAsync("whole");

        Assert.Equal(["torn", "whole"], await heard);
    }

    private static async Task GoesOnAfterAsync(Action<LocalRealtimeFaults> disturb)
    {
        await using ProxiedBackend proxied = await ProxiedBackend.StartAsync();
        AmplifyClient amplify = proxied.CreateClient(new() { Realtime = { ReconnectPolicy = static _ => ReconnectWait } });
        await using Subscription<CommentAdded> comments = await amplify.GraphQL.SubscribeAsync(CommentsOf(proxied.EventId), cancellationToken: Token);
        IAsyncEnumerator<SubscriptionEvent<CommentAdded>> events = comments.Events.GetAsyncEnumerator(Token);

        disturb(proxied.Backend.Faults.Realtime);
        Assert.True(await events.MoveNextAsync());
        Assert.IsType<SubscriptionEvent<CommentAdded>.Reconnected>(events.Current);
        await proxied.CommentAsync("heard");

        Assert.True(await events.MoveNextAsync());
        Assert.Equal("heard", Assert.IsType<SubscriptionEvent<CommentAdded>.Data>(events.Current).Value?.Content);
        Assert.Equal(2, proxied.Proxy.Accepted);
    }

    private static async Task<List<ConnectionState>> StatesUntilAsync(Subscription<CommentAdded> comments, ConnectionState last)
    {
        var states = new List<ConnectionState>();
        await foreach (ConnectionState state in comments.ConnectionStates.WithCancellation(Token))
        {
            states.Add(state);
            if (state == last)
            {
                break;
            }
        }

        return states;
    }
}
