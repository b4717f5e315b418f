namespace Amplify.Api.Tests.GraphQL;

public sealed class GraphQLPagingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Items_GoesOnUntilThereIsNoToken()
    {
        await using GraphQLServer server = await GraphQLServer.StartAsync(Pages);

        List<string?> ids = [];
        await foreach (Event item in new CallFixture(server).Create().ItemsAsync(ListEventsData.Query.With("limit", 2), data => data.ListEvents, cancellationToken: Token))
        {
            ids.Add(item.Id);
        }

        Assert.Equal(["1", "2", "3", "4", "5"], ids);
        Assert.Equal(
            ["""{"limit":2}""", """{"limit":2,"nextToken":"page 2"}""", """{"limit":2,"nextToken":"page 3"}"""],
            server.Requests.Select(request => request.Json.GetProperty("variables").GetRawText()));
    }

    [Fact]
    public async Task Pages_GiveTheDataOfEach()
    {
        await using GraphQLServer server = await GraphQLServer.StartAsync(Pages);

        List<int?> counts = [];
        await foreach (ListEventsData data in new CallFixture(server).Create().PagesAsync(ListEventsData.Query, data => data.ListEvents, cancellationToken: Token))
        {
            counts.Add(data.ListEvents?.Items?.Count);
        }

        Assert.Equal([2, 2, 1], counts);
    }

    [Fact]
    public async Task Items_StartFromAKeptToken()
    {
        await using GraphQLServer server = await GraphQLServer.StartAsync(Pages);

        Assert.Equal(1, await CountAsync(new CallFixture(server).Create().ItemsAsync(
            ListEventsData.Query.With("nextToken", "page 3"), data => data.ListEvents, cancellationToken: Token)));
    }

    [Fact]
    public async Task Items_LeftEarly_AskForNoMore()
    {
        await using GraphQLServer server = await GraphQLServer.StartAsync(Pages);

        await foreach (Event _ in new CallFixture(server).Create().ItemsAsync(ListEventsData.Query, data => data.ListEvents, cancellationToken: Token))
        {
            break;
        }

        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Items_OfAPageTypeOfItsOwn_AreGiven()
    {
        await using GraphQLServer server = await GraphQLServer.StartAsync(Pages);
        var operation = new GraphQLOperation<CustomData>(ListEventsData.Query.Document);

        Assert.Equal(5, await CountAsync(new CallFixture(server).Create().ItemsAsync(operation, data => data.ListEvents, cancellationToken: Token)));
    }

    [Theory]
    [InlineData("""{"data":{"listEvents":null}}""")]
    [InlineData("""{"data":{"listEvents":{"items":null,"nextToken":null}}}""")]
    [InlineData("""{"data":{"listEvents":{"items":[],"nextToken":""}}}""")]
    [InlineData("""{"data":{"listEvents":{}}}""")]
    public async Task Items_OfNothing_AreNone(string answer)
    {
        await using GraphQLServer server = await GraphQLServer.StartAsync(answer);

        Assert.Equal(0, await CountAsync(new CallFixture(server).Create().ItemsAsync(ListEventsData.Query, data => data.ListEvents, cancellationToken: Token)));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Items_TokenThatNeverChanges_IsToldInsteadOfGoingOnForEver()
    {
        await using GraphQLServer server = await GraphQLServer.StartAsync("""{"data":{"listEvents":{"items":[{"id":"1"}],"nextToken":"same"}}}""");

        var error = await Assert.ThrowsAsync<AmplifyException>(
            () => CountAsync(new CallFixture(server).Create().ItemsAsync(ListEventsData.Query, data => data.ListEvents, cancellationToken: Token)));

        Assert.Contains("the same nextToken again", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, server.Requests.Length);
    }

    [Fact]
    public async Task Items_ErrorOfALaterPage_IsThrownAfterTheEarlierItems()
    {
        await using GraphQLServer server = await GraphQLServer.StartAsync(request => request.Body.Contains("page 2", StringComparison.Ordinal)
            ? new("""{"data":{"listEvents":null},"errors":[{"message":"no"}]}""")
            : Pages(request));
        List<Event> items = [];

        await Assert.ThrowsAsync<GraphQLException<ListEventsData>>(async () =>
        {
            await foreach (Event item in new CallFixture(server).Create().ItemsAsync(ListEventsData.Query, data => data.ListEvents, cancellationToken: Token))
            {
                items.Add(item);
            }
        });

        Assert.Equal(2, items.Count);
    }

    [Fact]
    public void Items_DocumentWithoutTheVariable_IsToldBeforeAnythingIsSent()
    {
        var operation = new GraphQLOperation<ListEventsData>("query ListEvents { listEvents { items { id } nextToken } }");

        var error = Assert.Throws<ArgumentException>(() => CallFixture.Answering("{}").Create().ItemsAsync(operation, data => data.ListEvents, cancellationToken: Token));

        Assert.Contains("'query ListEvents' has no variable $nextToken", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Items_OfAMutation_AreRefused() => Assert.Throws<ArgumentException>(() => CallFixture.Answering("{}").Create().ItemsAsync(
        new GraphQLOperation<ListEventsData>("mutation M($nextToken: String) { m }"), data => data.ListEvents, cancellationToken: Token));

    [Fact]
    public async Task Items_TokenOfTheEnumeration_Cancels()
    {
        await using GraphQLServer server = await GraphQLServer.StartAsync(Pages);
        using var cancel = new CancellationTokenSource();
        int items = 0;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            IAsyncEnumerable<Event> list = new CallFixture(server).Create().ItemsAsync(ListEventsData.Query, data => data.ListEvents, cancellationToken: Token);
            await foreach (Event _ in list.WithCancellation(cancel.Token))
            {
                items++;
                await cancel.CancelAsync();
            }
        });

        Assert.Equal(2, items);
    }

    private static GraphQLServer.Answer Pages(GraphQLServer.Received request)
    {
        string? token = request.Json.TryGetProperty("variables", out var variables) && variables.TryGetProperty("nextToken", out var value) ? value.GetString() : null;
        return new(token switch
        {
            null => """{"data":{"listEvents":{"items":[{"id":"1"},{"id":"2"}],"nextToken":"page 2","total":5}}}""",
            "page 2" => """{"data":{"listEvents":{"items":[{"id":"3"},{"id":"4"}],"nextToken":"page 3","total":5}}}""",
            _ => """{"data":{"listEvents":{"items":[{"id":"5"}],"nextToken":null,"total":5}}}""",
        });
    }

    private static async Task<int> CountAsync<T>(IAsyncEnumerable<T> items)
    {
        int count = 0;
        await foreach (T _ in items)
        {
            count++;
        }

        return count;
    }

    private sealed record CustomData(CustomPage ListEvents);

    private sealed class CustomPage : IGraphQLPage<Event>
    {
        public required List<Event> Items { get; init; }

        public string? NextToken { get; init; }

        public int Total { get; init; }

        IReadOnlyList<Event>? IGraphQLPage<Event>.Items => Items;
    }
}
