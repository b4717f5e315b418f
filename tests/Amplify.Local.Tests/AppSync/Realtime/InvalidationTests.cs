using Amplify.Local.Tests.Support;

namespace Amplify.Local.Tests.AppSync.Realtime;

public sealed class InvalidationTests
{
    [Fact]
    public async Task Invalidate_FilterThatMatches_CompletesThatSubscriptionAlone()
    {
        await using RealtimeHarness app = await RealtimeHarness.StartAsync();
        app.App.AppSync.Resolve("Subscription.onPost", static context =>
        {
            context.SetSubscriptionInvalidationFilter([AppSyncFilter.Equal("title", context.Arguments["title"]!)]);
            return null;
        });
        app.App.AppSync.Resolve("Mutation.rename", static context =>
        {
            context.InvalidateSubscriptions("onPost", new { Title = context.Argument<string>("title") });
            return null;
        });
        using FrameSocket socket = await app.OpenAsync();
        await app.SubscribeAsync(socket, "a", """subscription { onPost(title: "A") { id } }""");
        await app.SubscribeAsync(socket, "b", """subscription { onPost(title: "B") { id } }""");

        await app.MutateAsync("""rename(id: "1", title: "A") { id }""");
        await app.MutateAsync("""addPost(id: "1", title: "A") { id title }""");
        await app.MutateAsync("""addPost(id: "2", title: "B") { id title }""");

        Assert.Equal("""{"type":"complete","id":"a"}""", await socket.ReceiveAsync());
        Assert.Equal("""{"id":"b","type":"data","payload":{"data":{"onPost":{"id":"2"}}}}""", await socket.ReceiveAsync());
        await app.SubscribeAsync(socket, "a", """subscription { onPost(title: "A") { id } }""");
    }

    [Fact]
    public async Task Invalidate_SixThatDiffer_IsAnErrorAndTheFirstFiveAreDone()
    {
        await using RealtimeHarness app = await RealtimeHarness.StartAsync();
        app.App.AppSync.Resolve("Subscription.onPost", static context =>
        {
            context.SetSubscriptionInvalidationFilter([AppSyncFilter.Equal("title", context.Arguments["title"]!)]);
            return null;
        });
        app.App.AppSync.Resolve("Mutation.rename", static context =>
        {
            foreach (string title in (string[])["1", "2", "2", "3", "4", "5", "5", "6"])
            {
                context.InvalidateSubscriptions("onPost", new { Title = title });
            }

            return null;
        });
        using FrameSocket socket = await app.OpenAsync();
        await app.SubscribeAsync(socket, "five", """subscription { onPost(title: "5") { id } }""");
        await app.SubscribeAsync(socket, "six", """subscription { onPost(title: "6") { id } }""");

        Reply answer = await app.App.PostAsync("""mutation { rename(id: "1", title: "x") { id } }""");
        await app.MutateAsync("""addPost(id: "6", title: "6") { id title }""");

        Assert.Contains("at most 5 times", answer.Text, StringComparison.Ordinal);
        Assert.Equal("""{"type":"complete","id":"five"}""", await socket.ReceiveAsync());
        Assert.Equal("""{"id":"six","type":"data","payload":{"data":{"onPost":{"id":"6"}}}}""", await socket.ReceiveAsync());
    }
}
