using Amplify;

namespace Quickstart.Chapters;

/// <summary>The same query with the API key and with the guest's signature. What a caller may not see is an error of that field.</summary>
internal static class AuthorizationModes
{
    private static readonly GraphQLOperation<EventOperations.GetEventData> Description = new("""
        query Description($id: ID!) {
          getEvent(id: $id) { id name description }
        }
        """);

    public static async Task RunAsync(AmplifyClient amplify)
    {
        var variables = new { name = "Secret meeting", when = "tonight", where = "there", description = "The plan" };
        EventOperations.CreateEventData created = await amplify.GraphQL.MutateAsync(EventOperations.Create.With(variables));

        string id = created.CreateEvent!.Id;
        await ShowAsync(amplify.GraphQL, id, AuthMode.ApiKey);
        await ShowAsync(amplify.GraphQL, id, AuthMode.Iam);

        await amplify.GraphQL.MutateAsync(EventOperations.Delete.With(new { id }));
    }

    private static async Task ShowAsync(GraphQLApi api, string id, AuthMode mode)
    {
        // The mode of a call wins over the client's (AmplifyOptions.GraphQLAuthMode), and that over the configuration's.
        GraphQLResponse<EventOperations.GetEventData> response =
            await api.SendAsync(Description.With(new { id }), new GraphQLOptions { AuthMode = mode });
        Console.WriteLine($"         {mode}: {response.Data?.GetEvent?.Description ?? "no description"}");
        foreach (GraphQLError error in response.Errors)
        {
            Console.WriteLine($"         {error}");
        }
    }
}
