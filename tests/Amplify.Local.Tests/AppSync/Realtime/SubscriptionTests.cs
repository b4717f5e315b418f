using System.Text.Json;
using Amplify.Local.Tests.Support;

namespace Amplify.Local.Tests.AppSync.Realtime;

public sealed class SubscriptionTests
{
    private const string OnPost = "subscription { onPost { id title } }";

    [Fact]
    public async Task Mutation_SubscribedField_SendsData()
    {
        await using RealtimeHarness app = await RealtimeHarness.StartAsync();
        using FrameSocket socket = await app.OpenAsync();
        await app.SubscribeAsync(socket, "1", OnPost);

        await app.MutateAsync("""addPost(id: "7", title: "Seven") { id title likes }""");

        Assert.Equal("""{"id":"1","type":"data","payload":{"data":{"onPost":{"id":"7","title":"Seven"}}}}""", await socket.ReceiveAsync());
    }

    [Fact]
    public async Task Mutation_DidNotSelectAField_SubscriberGetsNullForIt()
    {
        await using RealtimeHarness app = await RealtimeHarness.StartAsync();
        using FrameSocket socket = await app.OpenAsync();
        await app.SubscribeAsync(socket, "1", "subscription { onPost { id title author { name } } }");

        await app.MutateAsync("""addPost(id: "7", title: "Seven", author: "Ann") { id }""");

        Assert.Equal("""{"id":"1","type":"data","payload":{"data":{"onPost":{"id":"7","title":null,"author":null}}}}""", await socket.ReceiveAsync());
    }

    [Fact]
    public async Task Mutation_DidNotSelectANonNullField_NullsItsParentWithTheError()
    {
        await using RealtimeHarness app = await RealtimeHarness.StartAsync();
        using FrameSocket socket = await app.OpenAsync();
        await app.SubscribeAsync(socket, "1", "subscription { onPost { id created } }");

        await app.MutateAsync("""addPost(id: "7") { id }""");

        Assert.Equal(
            """{"id":"1","type":"data","payload":{"data":{"onPost":null},"errors":[{"message":"Cannot return null for non-nullable type: 'AWSDateTime' within parent 'Post' (/onPost/created)","path":["onPost","created"]}]}}""",
            await socket.ReceiveAsync());
    }

    [Fact]
    public async Task Mutation_WithAliases_IsReadByFieldNames()
    {
        await using RealtimeHarness app = await RealtimeHarness.StartAsync();
        using FrameSocket socket = await app.OpenAsync();
        await app.SubscribeAsync(socket, "1", "subscription { post: onPost { __typename key: id writer: author { name } tags } }");

        await app.MutateAsync("""added: addPost(id: "7", author: "Ann", tags: ["a", "b"]) { number: id by: author { called: name } tags }""");

        Assert.Equal(
            """{"id":"1","type":"data","payload":{"data":{"post":{"__typename":"Post","key":"7","writer":{"name":"Ann"},"tags":["a","b"]}}}}""",
            await socket.ReceiveAsync());
    }

    [Fact]
    public async Task Mutation_ThatFails_SendsNothing()
    {
        await using RealtimeHarness app = await RealtimeHarness.StartAsync();
        using FrameSocket socket = await app.OpenAsync();
        await app.SubscribeAsync(socket, "1", OnPost);

        Reply failed = await app.App.PostAsync("""mutation { dropPost(id: "1") { id } rename(id: "2") { id } }""");
        await app.MutateAsync("""addPost(id: "3") { id }""");

        Assert.Contains("\"errors\"", failed.Text);
        Assert.Contains("\"3\"", await socket.ReceiveAsync());
    }

    [Fact]
    public async Task Payload_LargerThan240Kilobytes_IsNotSent()
    {
        await using RealtimeHarness app = await RealtimeHarness.StartAsync();
        using FrameSocket socket = await app.OpenAsync();
        await app.SubscribeAsync(socket, "1", OnPost);

        await app.MutateAsync($$"""addPost(id: "1", title: "{{new string('x', 240 * 1024)}}") { id title }""");
        await app.MutateAsync("""addPost(id: "2") { id }""");

        Assert.Contains("\"2\"", await socket.ReceiveAsync());
    }

    [Fact]
    public async Task TwoDocumentsAndTwoSockets_EachGetsItsOwnSelection()
    {
        await using RealtimeHarness app = await RealtimeHarness.StartAsync();
        using FrameSocket one = await app.OpenAsync();
        using FrameSocket other = await app.OpenAsync();
        await app.SubscribeAsync(one, "a", OnPost);
        await app.SubscribeAsync(other, "b", "subscription($wants: Boolean!) { onPost { id likes @include(if: $wants) } }", new { wants = true });
        await app.SubscribeAsync(other, "c", "subscription($wants: Boolean!) { onPost { id likes @include(if: $wants) } }", new { wants = false });

        await app.MutateAsync("""addPost(id: "7", title: "Seven", likes: 3) { id title likes }""");

        Assert.Equal("""{"id":"a","type":"data","payload":{"data":{"onPost":{"id":"7","title":"Seven"}}}}""", await one.ReceiveAsync());
        string[] frames = [await other.ReceiveAsync(), await other.ReceiveAsync()];
        Assert.Contains("""{"id":"b","type":"data","payload":{"data":{"onPost":{"id":"7","likes":3}}}}""", frames);
        Assert.Contains("""{"id":"c","type":"data","payload":{"data":{"onPost":{"id":"7"}}}}""", frames);
    }

    [Fact]
    public async Task Stop_IsCompletedAndNothingFollows()
    {
        await using RealtimeHarness app = await RealtimeHarness.StartAsync();
        using FrameSocket socket = await app.OpenAsync();
        await app.SubscribeAsync(socket, "1", OnPost);
        await app.SubscribeAsync(socket, "2", "subscription { onPost { id } }");

        await socket.SendAsync(new { type = "stop", id = "1" });
        Assert.Equal("""{"type":"complete","id":"1"}""", await socket.ReceiveAsync());
        await app.MutateAsync("""addPost(id: "7") { id }""");

        Assert.Equal("""{"id":"2","type":"data","payload":{"data":{"onPost":{"id":"7"}}}}""", await socket.ReceiveAsync());
    }

    [Theory]
    [InlineData("""id: "1" """, true)]
    [InlineData("id: 1", true)]
    [InlineData("""id: "2" """, false)]
    [InlineData("likes: 3", true)]
    [InlineData("""id: "1", likes: 4""", false)]
    [InlineData("title: null", true)]
    [InlineData("likes: null", false)]
    public async Task Arguments_FilterByEquality(string arguments, bool matches)
    {
        await using RealtimeHarness app = await RealtimeHarness.StartAsync();
        using FrameSocket socket = await app.OpenAsync();
        await app.SubscribeAsync(socket, "1", $"subscription {{ onPost({arguments}) {{ id }} }}");
        await app.SubscribeAsync(socket, "all", "subscription { all: onPost { id } }");

        await app.MutateAsync("""addPost(id: "1", likes: 3) { id title likes }""");

        string[] frames = matches ? [await socket.ReceiveAsync(), await socket.ReceiveAsync()] : [await socket.ReceiveAsync()];
        Assert.Equal(matches, frames.Contains("""{"id":"1","type":"data","payload":{"data":{"onPost":{"id":"1"}}}}"""));
        Assert.Contains("""{"id":"all","type":"data","payload":{"data":{"all":{"id":"1"}}}}""", frames);
    }

    [Fact]
    public async Task Arguments_VariableLeftOut_IsNoFilter_AndAFieldNotSelected_MatchesNothing()
    {
        await using RealtimeHarness app = await RealtimeHarness.StartAsync();
        using FrameSocket socket = await app.OpenAsync();
        await app.SubscribeAsync(socket, "absent", "subscription($title: String) { onPost(title: $title) { id } }");
        await app.SubscribeAsync(socket, "null", "subscription($title: String) { onPost(title: $title) { id } }", new { title = (string?)null });

        await app.MutateAsync("""addPost(id: "1") { id }""");

        Assert.StartsWith("""{"id":"absent",""", await socket.ReceiveAsync());
        await app.MutateAsync("""addPost(id: "2") { id title }""");
        string[] second = [await socket.ReceiveAsync(), await socket.ReceiveAsync()];
        Assert.Contains("""{"id":"null","type":"data","payload":{"data":{"onPost":{"id":"2"}}}}""", second);
    }

    [Fact]
    public async Task Resolver_OfTheSubscription_RunsOnceAtStartAndItsValueIsNotSent()
    {
        await using RealtimeHarness app = await RealtimeHarness.StartAsync();
        int runs = 0;
        app.App.AppSync.Resolve("Subscription.onPost", _ => new { id = "from resolver", runs = ++runs });
        using FrameSocket socket = await app.OpenAsync();

        await app.SubscribeAsync(socket, "1", OnPost);
        await app.MutateAsync("""addPost(id: "1") { id title }""");
        await app.MutateAsync("""addPost(id: "2") { id title }""");

        Assert.Contains("\"1\"", await socket.ReceiveAsync());
        Assert.Contains("\"2\"", await socket.ReceiveAsync());
        Assert.Equal(1, runs);
    }

    [Fact]
    public async Task Resolver_OfTheSubscription_ThatThrows_RefusesIt()
    {
        await using RealtimeHarness app = await RealtimeHarness.StartAsync();
        app.App.AppSync.Resolve("Subscription.onPost", static _ => throw new AppSyncException("Not today.", "Closed"));
        using FrameSocket socket = await app.OpenAsync();

        await app.StartAsync(socket, "1", OnPost);

        Assert.Equal(
            """{"type":"error","id":"1","payload":{"errors":[{"errorType":"Closed","message":"Not today.","errorCode":400}]}}""",
            await socket.ReceiveAsync());
    }

    [Fact]
    public async Task Start_OfANonNullField_IsAcknowledged()
    {
        await using RealtimeHarness app = await RealtimeHarness.StartAsync();
        using FrameSocket socket = await app.OpenAsync();

        await app.SubscribeAsync(socket, "1", "subscription { onRequired { id } }");
        await app.MutateAsync("""addPost(id: "1") { id }""");

        Assert.Equal("""{"id":"1","type":"data","payload":{"data":{"onRequired":{"id":"1"}}}}""", await socket.ReceiveAsync());
    }

    [Fact]
    public async Task Start_SignedWithItsOwnBody_IsAcknowledged_AndWithAnother_Refused()
    {
        await using RealtimeHarness app = await RealtimeHarness.StartAsync();
        using FrameSocket socket = await app.OpenAsync();
        string data = JsonSerializer.Serialize(new { query = "subscription { onSecret { id } }" });
        Dictionary<string, string> signed = await app.SignAsync("/graphql", data);

        await RealtimeHarness.StartDataAsync(socket, "good", data, signed);
        string good = await socket.ReceiveAsync();
        await RealtimeHarness.StartDataAsync(socket, "bad", data + " ", signed);
        string bad = await socket.ReceiveAsync();

        Assert.Equal("""{"type":"start_ack","id":"good"}""", good);
        Assert.StartsWith("""{"type":"error","id":"bad","payload":{"errors":[{"errorType":"BadRequestException","message":"The request signature""", bad);
    }

    [Fact]
    public async Task Denied_Start_FailsAloneAndLeavesTheSocketOpen()
    {
        await using RealtimeHarness app = await RealtimeHarness.StartAsync();
        using FrameSocket socket = await app.OpenAsync();

        await app.StartAsync(socket, "field", "subscription { onSecret { id } }");
        string field = await socket.ReceiveAsync();
        await app.StartAsync(socket, "token", OnPost, authorization: new { host = app.Host, Authorization = "close sesame" });
        string token = await socket.ReceiveAsync();
        await app.SubscribeAsync(socket, "1", OnPost);

        Assert.Equal(
            """{"type":"error","id":"field","payload":{"errors":[{"errorType":"Unauthorized","message":"Not Authorized to access onSecret on type Subscription","errorCode":400}]}}""",
            field);
        Assert.Equal(
            """{"type":"error","id":"token","payload":{"errors":[{"errorType":"UnauthorizedException","message":"You are not authorized to make this call.","errorCode":401}]}}""",
            token);
    }

    [Fact]
    public async Task Start_WithoutAuthorization_MissesHeaders()
    {
        await using RealtimeHarness app = await RealtimeHarness.StartAsync();
        using FrameSocket socket = await app.OpenAsync();

        await socket.SendAsync(new { id = "1", type = "start", payload = new { data = "{}" } });

        Assert.Equal(
            """{"type":"error","id":"1","payload":{"errors":[{"message":"Required headers are missing.","errorCode":400}]}}""",
            await socket.ReceiveAsync());
    }

    [Fact]
    public async Task Start_OneTooMany_ReachesTheMaximum_UntilOneIsStopped()
    {
        await using RealtimeHarness app = await RealtimeHarness.StartAsync();
        using FrameSocket socket = await app.OpenAsync();
        for (int i = 0; i < 100; i++)
        {
            await app.SubscribeAsync(socket, $"{i}", OnPost);
        }

        await app.StartAsync(socket, "100", OnPost);
        string refused = await socket.ReceiveAsync();
        await socket.SendAsync(new { type = "stop", id = "0" });
        await socket.ReceiveAsync();
        await app.SubscribeAsync(socket, "100", OnPost);

        Assert.Equal(
            """{"type":"error","id":"100","payload":{"errors":[{"errorType":"MaxSubscriptionsReachedError","message":"Max number of 100 subscriptions reached","errorCode":400}]}}""",
            refused);
    }

    [Fact]
    public async Task Start_SameIdTwice_IsDuplicated_AndTheFirstGoesOn()
    {
        await using RealtimeHarness app = await RealtimeHarness.StartAsync();
        using FrameSocket socket = await app.OpenAsync();
        await app.SubscribeAsync(socket, "1", OnPost);

        await app.StartAsync(socket, "1", OnPost);
        string refused = await socket.ReceiveAsync();
        await app.MutateAsync("""addPost(id: "7") { id }""");

        Assert.StartsWith("""{"type":"error","id":"1","payload":{"errors":[{"errorType":"DuplicatedOperationError",""", refused);
        Assert.StartsWith("""{"id":"1","type":"data",""", await socket.ReceiveAsync());
    }

    [Theory]
    [InlineData("query { post { id } }", "UnsupportedOperation", "query not supported through the realtime channel")]
    [InlineData("""mutation { addPost(id: "1") { id } }""", "UnsupportedOperation", "mutation not supported through the realtime channel")]
    [InlineData("subscription { onPost { id } onRequired { id } }", "UnsupportedOperation", "A subscription operation selects one field of Subscription.")]
    [InlineData("subscription {", "MalformedHttpRequestException", "Unable to parse GraphQL query.")]
    [InlineData("subscription A { onPost { id } } subscription B { onPost { id } }", "BadRequestException", "Missing operation name.")]
    public async Task Start_OfWhatIsNoSubscription_IsRefused(string query, string errorType, string message)
    {
        await using RealtimeHarness app = await RealtimeHarness.StartAsync();
        using FrameSocket socket = await app.OpenAsync();

        await app.StartAsync(socket, "1", query);

        Assert.Equal(
            $$$"""{"type":"error","id":"1","payload":{"errors":[{"errorType":"{{{errorType}}}","message":"{{{message}}}","errorCode":400}]}}""",
            await socket.ReceiveAsync());
    }

    [Fact]
    public async Task Start_InvalidDocument_TellsWhatIsWrong()
    {
        await using RealtimeHarness app = await RealtimeHarness.StartAsync();
        using FrameSocket socket = await app.OpenAsync();

        await app.StartAsync(socket, "1", "subscription { onPost { id nothing } }");

        Assert.Contains("FieldUndefined", await socket.ReceiveAsync());
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("""{"\ud800":1,"type":"connection_init"}""")]
    [InlineData("""{"type":"start","id":"1","payload":{"data":"{}","extensions":{"authorization":{"x-api-key":"\ud800"}}}}""")]
    [InlineData("""{"type":"subscribe"}""")]
    [InlineData("""{"type":"start","payload":{"query":"subscription { onPost { id } }"}}""")]
    public async Task Frame_Unknown_IsUnsupportedAndTheSocketStaysOpen(string frame)
    {
        await using RealtimeHarness app = await RealtimeHarness.StartAsync();
        using FrameSocket socket = await app.OpenAsync();

        await socket.SendTextAsync(frame);
        string told = await socket.ReceiveAsync();
        await app.SubscribeAsync(socket, "1", OnPost);

        Assert.Equal(
            """{"type":"error","payload":{"errors":[{"errorType":"UnsupportedOperation","message":"unknown not supported through the realtime channel"}]}}""",
            told);
    }

    [Fact]
    public async Task Frame_LargerThan128Kilobytes_ExceedsTheLimit_WithoutAnId()
    {
        await using RealtimeHarness app = await RealtimeHarness.StartAsync();
        using FrameSocket socket = await app.OpenAsync();

        await socket.SendTextAsync(new string(' ', 400 * 1024));

        Assert.StartsWith("""{"type":"error","payload":{"errors":[{"errorType":"LimitExceededError",""", await socket.ReceiveAsync());
        await app.SubscribeAsync(socket, "1", OnPost);
    }

    [Fact]
    public async Task SlowClient_StallsNobody()
    {
        await using RealtimeHarness app = await RealtimeHarness.StartAsync();
        using FrameSocket slow = await app.OpenAsync();
        using FrameSocket quick = await app.OpenAsync();
        await app.SubscribeAsync(slow, "1", OnPost);
        await app.SubscribeAsync(quick, "1", OnPost);
        string title = new('x', 200 * 1024);

        // More than the buffers of a socket hold: whoever waited for the slow one would wait for ever.
        for (int i = 0; i < 100; i++)
        {
            await app.MutateAsync($$"""addPost(id: "{{i}}", title: "{{title}}") { id title }""");
            Assert.StartsWith($$$"""{"id":"1","type":"data","payload":{"data":{"onPost":{"id":"{{{i}}}",""", await quick.ReceiveAsync());
        }
    }
}
