using System.Globalization;
using Amplify;

namespace Quickstart.Chapters;

/// <summary>The network is lost and comes back a day later: the user is still signed in, and what was subscribed to goes on.</summary>
internal static class AwayAndBack
{
    public static async Task RunAsync(AmplifyClient amplify, LocalStage stage)
    {
        var newEvent = new { name = "Tomorrow's talk", when = "tomorrow", where = "here", description = "Made by the quickstart" };
        EventOperations.CreateEventData created = await amplify.GraphQL.MutateAsync(EventOperations.Create.With(newEvent));
        string eventId = created.CreateEvent!.Id;
        await using Subscription<CommentOperations.OnCommentData> comments = await amplify.GraphQL.SubscribeAsync(
            CommentOperations.OnComment.With(new { eventId }),
            new SubscriptionOptions<CommentOperations.OnCommentData> { AuthMode = AuthMode.UserPool });

        Action restoreNetwork = stage.LoseNetwork();
        try
        {
            await amplify.Rest.GetAsync<ItemList>(ApiNames.Items, "/items");
        }
        catch (AmplifyNetworkException error)
        {
            Console.WriteLine($"  No network: {error.Message}");
        }

        stage.LetADayPass();
        restoreNetwork();
        await ListenAgainAsync(amplify, comments, eventId);

        // The tokens have expired long ago and were renewed when they were needed, without asking the user.
        AuthSession session = await amplify.Auth.GetSessionAsync();
        Console.WriteLine($"  A day later: still signed in as {session.Username}");
        await SigningIn.CallInEachModeAsync(amplify);

        await amplify.Auth.SignOutAsync();
        Console.WriteLine($"  Signed in: {(await amplify.Auth.GetSessionAsync()).IsSignedIn}");
    }

    private static async Task ListenAgainAsync(AmplifyClient amplify, Subscription<CommentOperations.OnCommentData> comments, string eventId)
    {
        // What an application wants to know besides the data: where something may have been missed, and how to catch up is its own to say (CatchUp).
        await foreach (SubscriptionEvent<CommentOperations.OnCommentData> next in comments.Events)
        {
            switch (next)
            {
                case SubscriptionEvent<CommentOperations.OnCommentData>.Reconnected:
                    Console.WriteLine("         Listening again");
                    var comment = new { eventId, content = "Back again", createdAt = TimeProvider.System.GetUtcNow().ToString("O", CultureInfo.InvariantCulture) };
                    await amplify.GraphQL.MutateAsync(CommentOperations.CommentOnEvent.With(comment));
                    break;
                case SubscriptionEvent<CommentOperations.OnCommentData>.Data arrived:
                    Console.WriteLine($"         Arrived: {arrived.Value!.SubscribeToEventComments!.Content}");
                    return;
            }
        }
    }
}
