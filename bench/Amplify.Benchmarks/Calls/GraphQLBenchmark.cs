using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Amplify.Benchmarks.Calls;

/// <summary>A GraphQL query with everything on, beside HttpClient with the same generated JSON.</summary>
internal static class GraphQLBenchmark
{
    private const string Document = "query GetItem($id: ID!) { getItem(id: $id) { id name price tags description } }";
    private const double MostRatio = 1.15;

    // What deadlines, retries, errors and the envelope need for each call.
    private const double MostBytes = 2048;

    private static readonly GraphQLOperation<ItemData> Query = new(Document);

    /// <returns>The exit code: 1 when a target is missed.</returns>
    public static async Task<int> RunAsync()
    {
        var answer = new ItemAnswer(new ItemData(Item.OfOneKibibyte()));
        using var server = new AnswerServer(JsonSerializer.SerializeToUtf8Bytes(answer, CallJson.Default.ItemAnswer));
        AmplifyConfiguration configuration = new()
        {
            Api = { AppSync = { GraphQLEndpoint = new Uri(server.Endpoint, "/graphql").AbsoluteUri, ApiKey = "da2-0123456789abcdefghijklmnop" } },
        };
        using AmplifyClient amplify = AmplifyClient.Create(configuration, new() { JsonSerializerOptions = CallJson.Default.Options });
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add("x-api-key", "da2-0123456789abcdefghijklmnop");
        var address = new Uri(server.Endpoint, "/graphql");
        var query = new CallComparison(
            "query of 1 KiB",
            () => amplify.GraphQL.QueryAsync(Query.With("id", "1")),
            () => QueryAsync(http, address));
        bool held = await query.HoldsAsync(concurrency: 1, MostRatio, MostBytes);
        held &= await query.HoldsAsync(concurrency: 64, MostRatio, MostBytes);
        return held ? 0 : 1;
    }

    // Not PostAsJsonAsync, which is slower: it sends in chunks.
    private static async Task QueryAsync(HttpClient http, Uri address)
    {
        var request = new ItemRequest(Document, "GetItem", new ItemVariables("1"));
        using var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(request, CallJson.Default.ItemRequest));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using HttpResponseMessage response = await http.PostAsync(address, content);
        await response.Content.ReadFromJsonAsync(CallJson.Default.ItemAnswer);
    }
}
