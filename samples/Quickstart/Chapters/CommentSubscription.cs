using System.Globalization;
using Amplify;

namespace Quickstart.Chapters;

/// <summary>A subscription: what anybody does from now on arrives here by itself, until it is disposed of.</summary>
internal static class CommentSubscription
{
    public static async Task RunAsync(AmplifyClient amplify)
    {
        var newEvent = new { name = "Quickstart talk", when = "today", where = "here", description = "Made by the quickstart" };
        EventOperations.CreateEventData created = await amplify.GraphQL.MutateAsync(EventOperations.Create.With(newEvent));
        string eventId = created.CreateEvent!.Id;

        await ListenAsync(amplify.GraphQL, eventId);
        await amplify.GraphQL.MutateAsync(EventOperations.Delete.With(new { id = eventId }));
    }

    private static async Task ListenAsync(GraphQLApi api, string eventId)
    {
        // This completes when the server has acknowledged the subscription: nothing that is sent from then on is missed.
        await using (Subscription<CommentOperations.OnCommentData> comments = await api.SubscribeAsync(CommentOperations.OnComment.With(new { eventId })))
        {
            Console.WriteLine("         Subscribed");
            await CommentAsync(api, eventId);

            // A lost connection is made again while this waits; it throws only when the subscription has failed for good.
            await foreach (CommentOperations.OnCommentData arrived in comments)
            {
                Console.WriteLine($"         Arrived: {arrived.SubscribeToEventComments!.Content}");
                break;
            }
        }

        Console.WriteLine("         Unsubscribed");
    }

    private static async Task CommentAsync(GraphQLApi api, string eventId)
    {
        var comment = new { eventId, content = "See you there", createdAt = TimeProvider.System.GetUtcNow().ToString("O", CultureInfo.InvariantCulture) };
        CommentOperations.CommentOnEventData commented = await api.MutateAsync(CommentOperations.CommentOnEvent.With(comment));
        Console.WriteLine($"         Commented: {commented.CommentOnEvent!.Content}");
    }
}
