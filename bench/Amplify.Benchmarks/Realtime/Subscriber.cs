namespace Amplify.Benchmarks.Realtime;

/// <summary>A client of ours for the server.</summary>
internal static class Subscriber
{
    public static AmplifyClient Create(SubscriptionServer server) => AmplifyClient.Create(
        new AmplifyConfiguration
        {
            Api =
            {
                AppSync =
                {
                    GraphQLEndpoint = server.Endpoint,
                    RealtimeEndpoint = server.Realtime.AbsoluteUri,
                    ApiKey = "da2-0123456789abcdefghijklmnop",
                },
            },
        },
        new AmplifyOptions { JsonSerializerOptions = RealtimeJson.Default.Options });

    public static Task<Subscription<CommentData>[]> SubscribeAsync(this AmplifyClient amplify, int count, SubscriptionOptions<CommentData>? options = null) =>
        Task.WhenAll(Enumerable.Range(0, count).Select(_ => amplify.GraphQL.SubscribeAsync(CommentData.Subscription.With("eventId", "1"), options)));
}
