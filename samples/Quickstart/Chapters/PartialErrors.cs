using Amplify;

namespace Quickstart.Chapters;

/// <summary>An answer may have errors and data at once: a field that fails is null, and the others are there.</summary>
internal static class PartialErrors
{
    private static readonly GraphQLOperation<TwoLists> Lists = new("""
        query TwoLists {
          good: listEvents(limit: 1) { items { id name } }
          bad: listEvents(nextToken: "not-a-token") { items { id name } }
        }
        """);

    public static async Task RunAsync(AmplifyClient amplify)
    {
        // SendAsync gives all of the answer.
        GraphQLResponse<TwoLists> response = await amplify.GraphQL.SendAsync(Lists);
        Console.WriteLine($"         good is there: {response.Data?.Good is not null}, bad is there: {response.Data?.Bad is not null}");
        foreach (GraphQLError error in response.Errors)
        {
            Console.WriteLine($"         {error}");
        }

        // QueryAsync and MutateAsync throw when there is any error, and keep the rest.
        try
        {
            await amplify.GraphQL.QueryAsync(Lists);
            throw new InvalidOperationException("A wrong nextToken was accepted.");
        }
        catch (GraphQLException<TwoLists> failure)
        {
            Console.WriteLine($"         GraphQLException, and good is there: {failure.PartialData?.Good is not null}");
        }
    }

    private sealed record TwoLists(GraphQLPage<Event>? Good, GraphQLPage<Event>? Bad);
}
