using static Amplify.Tests.Realtime.EventApp;

namespace Amplify.Tests.Realtime;

/// <summary>Connections that are cut at every place of the handshake, by a proxy over real sockets.</summary>
public sealed class HandshakeCutTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Gets the places: before each piece of the handshake, in its middle, and behind it.</summary>
    public static MatrixTheoryData<string, double> Places => new(
        ["upgrade request", "connection_init", "start", "upgrade answer", "connection_ack", "ka", "start_ack"], [0, 0.5, 1]);

    [Theory]
    [MemberData(nameof(Places))]
    public Task Handshake_CutInAPiece_IsMadeAnew(string piece, double part)
    {
        string[] client = ["upgrade request", "connection_init", "start"];
        string[] server = ["upgrade answer", "connection_ack", "ka", "start_ack"];
        int number = Array.IndexOf(client, piece);
        return GivesAllAsync(number < 0 ? new ProxyCut(FromServer: true, Array.IndexOf(server, piece), part) : new ProxyCut(FromServer: false, number, part));
    }

    [Fact]
    public Task Handshake_CutWhenAccepted_IsMadeAnew() => GivesAllAsync(ProxyCut.AtAccept);

    // The first connection of a subscription is cut, and the one that replaces a good one.
    private static async Task GivesAllAsync(ProxyCut cut)
    {
        await using ProxiedBackend proxied = await ProxiedBackend.StartAsync();
        proxied.Proxy.Cuts = number => number is 1 or 3 ? cut : null;
        AmplifyClient amplify = proxied.CreateClient(new() { Realtime = { ReconnectPolicy = static _ => TimeSpan.FromMilliseconds(10) } });

        await using Subscription<CommentAdded> comments =
            await amplify.GraphQL.SubscribeAsync(CommentsOf(proxied.EventId), proxied.CatchingUp, Token);
        IAsyncEnumerator<CommentAdded> heard = comments.GetAsyncEnumerator(Token);
        await proxied.CommentAsync("first");
        Assert.Equal("first", await NextAsync(heard));
        (await proxied.Proxy.ConnectionAsync()).Reset();
        await proxied.CommentAsync("second");
        Assert.Equal("second", await NextAsync(heard));
        await proxied.CommentAsync("third");
        Assert.Equal("third", await NextAsync(heard));

        Assert.Equal(4, proxied.Proxy.Accepted);
    }

    private static async Task<string> NextAsync(IAsyncEnumerator<CommentAdded> comments)
    {
        Assert.True(await comments.MoveNextAsync());
        return comments.Current.Content;
    }
}
