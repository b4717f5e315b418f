using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Amplify.Local;

namespace Amplify.Benchmarks.Backend;

/// <summary>A small query of an event by its id, with a variable and an API key.</summary>
internal sealed class GraphQLJob
{
    private const string Create = """mutation { createEvent(name: "Party", when: "Today", where: "Here", description: "What one would keep in a table.") { id } }""";
    private const string Get = "query Get($id: ID!) { getEvent(id: $id) { id name where when description } }";

    private readonly string _apiKey;
    private readonly string _body;

    private GraphQLJob(string apiKey, string body, byte[] answer)
    {
        _apiKey = apiKey;
        _body = body;
        Answer = answer;
    }

    /// <summary>What the backend answers.</summary>
    public byte[] Answer { get; }

    public static async Task<GraphQLJob> PrepareAsync(LocalBackend backend)
    {
        string key = backend.AppSync.ApiKey!;
        byte[] created = await PostAsync(backend, key, JsonSerializer.Serialize(new { query = Create }));
        string? id = JsonElement.Parse(created).GetProperty("data").GetProperty("createEvent").GetProperty("id").GetString();
        string body = JsonSerializer.Serialize(new { query = Get, variables = new { id } });
        return new GraphQLJob(key, body, await PostAsync(backend, key, body));
    }

    public byte[] RequestFor(Uri endpoint) => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"POST /graphql HTTP/1.1\r\nHost: {endpoint.Authority}\r\nx-api-key: {_apiKey}\r\nContent-Type: application/json\r\nContent-Length: {_body.Length}\r\n\r\n{_body}"));

    private static async Task<byte[]> PostAsync(LocalBackend backend, string key, string body)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, backend.GraphQLEndpoint)
        {
            Content = new StringContent(body, new MediaTypeHeaderValue("application/json")),
        };
        request.Headers.Add("x-api-key", key);
        using HttpResponseMessage response = await client.SendAsync(request);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsByteArrayAsync();
    }
}
