using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Amplify.Benchmarks.Calls;

/// <summary>A REST call with everything on, beside HttpClient with the same generated JSON.</summary>
internal static class RestBenchmark
{
    private const double MostBytes = 2048;

    /// <returns>The exit code: 1 when a target is missed.</returns>
    public static async Task<int> RunAsync()
    {
        Item item = Item.OfOneKibibyte();
        using var server = new AnswerServer(JsonSerializer.SerializeToUtf8Bytes(item, CallJson.Default.Item));
        using AmplifyClient amplify = SignedClient.Create(server.Endpoint);
        using var http = new HttpClient();
        var address = new Uri(server.Endpoint, "/items/1");
        var get = new CallComparison(
            "GET 1 KiB",
            () => amplify.Rest.GetAsync<Item>(SignedClient.Api, "/items/1"),
            () => http.GetFromJsonAsync(address, CallJson.Default.Item));
        var put = new CallComparison(
            "PUT 1 KiB",
            () => amplify.Rest.PutAsync<Item>(SignedClient.Api, "/items/1", item),
            () => PutAsync(http, address, item));
        var floor = new SignatureFloor(http, address);
        var hashed = new CallComparison(
            "GET 1 KiB, a signature's headers and hashes alone", floor.GetAsync, () => http.GetFromJsonAsync(address, CallJson.Default.Item));
        bool held = true;
        foreach (CallComparison calls in (CallComparison[])[get, put])
        {
            held &= await calls.HoldsAsync(concurrency: 1, mostRatio: 1.15, MostBytes);
            held &= await calls.HoldsAsync(concurrency: 64, mostRatio: 1.25, MostBytes);
        }

        // No target: what no signing client can be below.
        await hashed.PrintAsync(concurrency: 1);
        await hashed.PrintAsync(concurrency: 64);
        return held ? 0 : 1;
    }

    // Not PutAsJsonAsync, which is slower: it sends in chunks.
    private static async Task PutAsync(HttpClient http, Uri address, Item item)
    {
        using var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(item, CallJson.Default.Item));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using HttpResponseMessage response = await http.PutAsync(address, content);
        await response.Content.ReadFromJsonAsync(CallJson.Default.Item);
    }
}
