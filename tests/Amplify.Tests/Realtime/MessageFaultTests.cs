using System.Globalization;
using static Amplify.Tests.Realtime.EventApp;

namespace Amplify.Tests.Realtime;

/// <summary>Messages that are large, in pieces, or too many, over real sockets.</summary>
public sealed class MessageFaultTests
{
    private const int Flood = 20_000;
    private const int Buffer = 100;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Message_OfAMebibyteInSeventeenFragments_ArrivesWhole()
    {
        string content = new('é', 512 * 1024);
        await using FrameServer server = await FrameServer.StartAsync(
            (socket, id) => FrameServer.SendAsync(socket, FrameServer.Data(id, content), fragments: 17));
        await using AmplifyClient amplify = server.CreateClient();

        await using Subscription<CommentAdded> comments = await amplify.GraphQL.SubscribeAsync(CommentsOf("1"), cancellationToken: Token);

        Assert.Equal(content, (await comments.FirstAsync(Token)).Content);
    }

    [Fact]
    public async Task Flood_Wait_IsTakenInOrderAtTheReadersPace()
    {
        await using FrameServer server = await FrameServer.StartAsync(FloodAsync);
        await using AmplifyClient amplify = server.CreateClient();

        await using Subscription<CommentAdded> comments =
            await amplify.GraphQL.SubscribeAsync(CommentsOf("1"), new() { BufferCapacity = Buffer, Overflow = OverflowPolicy.Wait }, Token);

        Assert.Equal(Enumerable.Range(0, Flood), await comments.Take(Flood).Select(NumberOf).ToListAsync(Token));
    }

    [Fact]
    public async Task Flood_DropOldest_KeepsTheLastOnesAndCountsTheOthers()
    {
        var flooded = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using FrameServer server = await FrameServer.StartAsync(async (socket, id) =>
        {
            await FloodAsync(socket, id);
            flooded.SetResult();
        });
        await using AmplifyClient amplify = server.CreateClient();
        await using Subscription<CommentAdded> comments =
            await amplify.GraphQL.SubscribeAsync(CommentsOf("1"), new() { BufferCapacity = Buffer, Overflow = OverflowPolicy.DropOldest }, Token);
        await flooded.Task.WaitAsync(Token);

        long dropped = 0;
        var kept = new List<int>();
        await foreach (SubscriptionEvent<CommentAdded> next in comments.Events.WithCancellation(Token))
        {
            dropped += (next as SubscriptionEvent<CommentAdded>.Dropped)?.Count ?? 0;
            if (next is SubscriptionEvent<CommentAdded>.Data data)
            {
                kept.Add(NumberOf(data.Value!));
                if (kept[^1] == Flood - 1)
                {
                    break;
                }
            }
        }

        Assert.Equal(Flood, dropped + kept.Count);
        Assert.Equal(kept.Order(), kept);
        Assert.True(dropped > 0);
    }

    [Fact]
    public async Task Flood_Fail_EndsThatSubscriptionAndTheOtherOnTheSocketGoesOn()
    {
        await using FrameServer server = await FrameServer.StartAsync(FloodAsync);
        await using AmplifyClient amplify = server.CreateClient();
        await using Subscription<CommentAdded> flooded =
            await amplify.GraphQL.SubscribeAsync(CommentsOf("1"), new() { BufferCapacity = Buffer }, Token);
        await using Subscription<CommentAdded> other = await amplify.GraphQL.SubscribeAsync(CommentsOf("1"), cancellationToken: Token);

        // The server acknowledges the other one behind the flood.
        var failure = await Assert.ThrowsAsync<RealtimeException>(async () => await flooded.CountAsync(Token));

        Assert.Equal("BufferOverflow", failure.ErrorType);
        Assert.Equal(ConnectionState.Connected, other.ConnectionState);
    }

    private static async Task FloodAsync(System.Net.WebSockets.WebSocket socket, string id)
    {
        for (int i = 0; i < Flood; i++)
        {
            await FrameServer.SendAsync(socket, FrameServer.Data(id, i.ToString(CultureInfo.InvariantCulture)), fragments: 1);
        }
    }

    private static int NumberOf(CommentAdded comment) => int.Parse(comment.Content, CultureInfo.InvariantCulture);
}
