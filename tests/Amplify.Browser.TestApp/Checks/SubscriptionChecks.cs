namespace Amplify.Browser.TestApp.Checks;

/// <summary>Subscriptions over the browser's own WebSocket.</summary>
internal sealed class SubscriptionChecks(AmplifyClient amplify, AmplifyConfiguration configuration, Uri host, Func<string, Func<Task<string>>, Task> add)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private static readonly GraphQLOperation<CreatedData> Create =
        new("""mutation { createEvent(name: "Concert", when: "today", where: "here", description: "loud") { id } }""");

    private static readonly GraphQLOperation<CommentMade> Comment = new(
        """
        mutation Comment($eventId: ID!, $content: String!) {
          commentOnEvent(eventId: $eventId, content: $content, createdAt: "2026-01-02T03:04:05.000Z") { eventId content }
        }
        """);

    private static readonly GraphQLOperation<CommentAdded> Comments = new(
        "subscription Comments($eventId: String!) { subscribeToEventComments(eventId: $eventId) { eventId content } }");

    private string _eventId = "";

    public async Task RunAsync()
    {
        _eventId = (await amplify.GraphQL.MutateAsync(Create)).CreateEvent.Id;
        await add("subscription: API key", () => HearAsync(AuthMode.ApiKey));
        await add("subscription: signed", () => HearAsync(AuthMode.Iam));
        await add("subscription: refused", RefusedAsync);
        await add("subscription: cut", CutAsync);
        await add("subscription: handshake refused", HandshakeRefusedAsync);
        await add("subscription: graphql-transport-ws", CountAsync);
        await add("subscription: channel", HearChannelAsync);
    }

    private async Task<string> HearAsync(AuthMode mode)
    {
        using var timeout = new CancellationTokenSource(Longest);
        await using Subscription<CommentAdded> comments =
            await amplify.GraphQL.SubscribeAsync(Comments.With("eventId", _eventId), new() { AuthMode = mode }, timeout.Token);
        await CommentAsync("O'Neil & søn 😀");
        return (await comments.FirstAsync(timeout.Token)).SubscribeToEventComments.Content;
    }

    private async Task<string> RefusedAsync()
    {
        using var timeout = new CancellationTokenSource(Longest);
        await using Subscription<CommentAdded> comments =
            await amplify.GraphQL.SubscribeAsync(Comments.With("eventId", _eventId), new() { AuthMode = AuthMode.ApiKey, ApiKey = "da2-wrong" }, timeout.Token);
        return "not refused";
    }

    // A connection of its own, which nothing keeps open.
    private async Task<string> HandshakeRefusedAsync()
    {
        using var timeout = new CancellationTokenSource(Longest);
        await using AmplifyClient stranger = AmplifyClient.Create(configuration, new() { JsonSerializerOptions = PageJson.Default.Options });
        await amplify.Rest.PostAsync<string>("MySignedEvents", "/refuse-upgrades");
        await using Subscription<CommentAdded> comments =
            await stranger.GraphQL.SubscribeAsync(Comments.With("eventId", _eventId), cancellationToken: timeout.Token);
        return "not refused";
    }

    private async Task<string> CutAsync()
    {
        using var timeout = new CancellationTokenSource(Longest);
        await using Subscription<CommentAdded> comments = await amplify.GraphQL.SubscribeAsync(Comments.With("eventId", _eventId), cancellationToken: timeout.Token);
        await using IAsyncEnumerator<SubscriptionEvent<CommentAdded>> events = comments.Events.GetAsyncEnumerator(timeout.Token);
        await amplify.Rest.PostAsync<string>("MySignedEvents", "/cut-sockets");
        await events.MoveNextAsync();
        string first = events.Current.GetType().Name;
        await CommentAsync("after the cut");
        await events.MoveNextAsync();
        return $"{first}, {(events.Current as SubscriptionEvent<CommentAdded>.Data)?.Value?.SubscribeToEventComments.Content}";
    }

    private async Task<string> CountAsync()
    {
        using var timeout = new CancellationTokenSource(Longest);
        await using AmplifyClient other = AmplifyClient.Create(
            new() { Api = { GraphQLEndpoint = new Uri(host, "/graphql").AbsoluteUri } }, new() { JsonSerializerOptions = PageJson.Default.Options });
        await using Subscription<CountData> counts =
            await other.GraphQL.SubscribeAsync(new GraphQLOperation<CountData>("subscription { count }"), cancellationToken: timeout.Token);
        return string.Join(' ', await counts.Select(static data => data.Count).ToListAsync(timeout.Token));
    }

    private async Task<string> HearChannelAsync()
    {
        using var timeout = new CancellationTokenSource(Longest);
        await using AmplifyClient client = AmplifyClient.Create(configuration, new() { JsonSerializerOptions = PageJson.Default.Options });
        await using Subscription<Item> room = await client.Events.SubscribeAsync<Item>("/default/*", cancellationToken: timeout.Token);
        await client.Events.PublishAsync("/default/room", new Item("1", "heard", 5), cancellationToken: timeout.Token);
        return (await room.FirstAsync(timeout.Token)).ToString();
    }

    private Task<CommentMade> CommentAsync(string content) => amplify.GraphQL.MutateAsync(Comment.With("eventId", _eventId).With("content", content));
}
