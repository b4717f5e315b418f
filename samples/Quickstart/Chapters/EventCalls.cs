using Amplify;

namespace Quickstart.Chapters;

/// <summary>Queries and mutations, authorized as the configuration says of the API.</summary>
internal static class EventCalls
{
    public static async Task RunAsync(AmplifyClient amplify)
    {
        string id = await CreateAsync(amplify.GraphQL);
        await ReadAsync(amplify.GraphQL, id);
        await DeleteAsync(amplify.GraphQL, id);
    }

    private static async Task<string> CreateAsync(GraphQLApi api)
    {
        // A mutation is sent once: it is not repeated where the server may have done already what it asks for.
        var variables = new { name = "Quickstart", when = "today", where = "here", description = "Made by the quickstart" };
        EventOperations.CreateEventData created = await api.MutateAsync(EventOperations.Create.With(variables));
        Console.WriteLine($"         Created {created.CreateEvent!.Name}");
        return created.CreateEvent.Id;
    }

    private static async Task ReadAsync(GraphQLApi api, string id)
    {
        EventOperations.GetEventData found = await api.QueryAsync(EventOperations.Get.With(new { id }));
        Console.WriteLine($"         {found.GetEvent!.Name}: {found.GetEvent.When}, {found.GetEvent.Where}");

        // A list comes in pages. This asks for the next one when the items of the last are used up.
        int count = 0;
        await foreach (Event item in api.ItemsAsync(EventOperations.List.With(new { limit = 10 }), static data => data.ListEvents))
        {
            count++;
        }

        Console.WriteLine($"         {count} event(s)");
    }

    private static async Task DeleteAsync(GraphQLApi api, string id)
    {
        await api.MutateAsync(EventOperations.Delete.With(new { id }));

        // What is not there is null; that is no error.
        EventOperations.GetEventData gone = await api.QueryAsync(EventOperations.Get.With(new { id }));
        Console.WriteLine($"         Deleted: {gone.GetEvent is null}");
    }
}
