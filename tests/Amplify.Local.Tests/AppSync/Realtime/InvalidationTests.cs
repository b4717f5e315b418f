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
}
