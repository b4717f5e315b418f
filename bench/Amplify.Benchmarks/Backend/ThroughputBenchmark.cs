using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Amplify.Local;
using Amplify.Signing;

namespace Amplify.Benchmarks.Backend;

/// <summary>
/// How many signed <c>GET /items/{id}</c> the local backend verifies and answers a second, beside Kestrel answering the same body without a
/// look at the request; and how many small GraphQL queries with an API key, beside Kestrel answering after a look at the JSON. Everything runs in this process and takes turns, so that what else the machine does falls on all alike.
/// </summary>
internal static class ThroughputBenchmark
{
    private const int Connections = 32;
    private const int Runs = 10;
    private const string Item = """{"id":"1","name":"A thing","price":12.5,"tags":["a","b"],"description":"What one would keep in a table."}""";

    private static readonly TimeSpan RunTime = TimeSpan.FromSeconds(2);

    public static async Task RunAsync()
    {
        string file = Path.Combine(Path.GetTempPath(), $"amplify-bench-{Guid.NewGuid()}.db");
        try
        {
            await using BareServer bare = await BareServer.StartAsync(Encoding.UTF8.GetBytes(Item));
            await using LocalBackend memory = await LocalBackend.StartAsync(Options(null));
            await using LocalBackend disk = await LocalBackend.StartAsync(Options(file));
            GraphQLJob query = await GraphQLJob.PrepareAsync(memory);
            await using BareServer barePost = await BareServer.StartAsync(query.Answer);
            Job[] jobs =
            [
                new("bare Kestrel", "bare Kestrel", new LoadGenerator(bare.Endpoint, Encoding.ASCII.GetBytes($"GET /items/1 HTTP/1.1\r\nHost: {bare.Endpoint.Authority}\r\n\r\n"), Connections)),
                new("memory", "bare Kestrel", new LoadGenerator(memory.Endpoint, await PrepareAsync(memory), Connections)),
                new("data file", "bare Kestrel", new LoadGenerator(disk.Endpoint, await PrepareAsync(disk), Connections)),
                new("bare POST", "bare POST", new LoadGenerator(barePost.Endpoint, query.RequestFor(barePost.Endpoint), Connections)),
                new("AppSync query", "bare POST", new LoadGenerator(memory.Endpoint, query.RequestFor(memory.Endpoint), Connections)),
            ];
            Report(jobs, await MeasureAsync(jobs));
        }
        finally
        {
            File.Delete(file);
        }
    }

    // An account's 10,000 requests a second are less than what is measured here.
    private static LocalBackendOptions Options(string? file) => new() { DataFile = file, AccountRate = double.PositiveInfinity };

    private static async Task<Dictionary<string, List<double>>> MeasureAsync(Job[] jobs)
    {
        Dictionary<string, List<double>> results = jobs.ToDictionary(job => job.Name, _ => new List<double>());

        // The first turn warms up and does not count.
        for (int run = 0; run <= Runs; run++)
        {
            foreach (Job job in jobs)
            {
                double rate = await job.Load.RunAsync(RunTime);
                if (run > 0)
                {
                    results[job.Name].Add(rate);
                }
            }
        }

        return results;
    }

    // Ratios are taken turn by turn: what else the machine does changes from turn to turn more than within one.
    private static void Report(Job[] jobs, Dictionary<string, List<double>> results)
    {
        foreach (Job job in jobs)
        {
            List<double> rates = results[job.Name];
            double ratio = Median([.. rates.Zip(results[job.Floor], static (rate, bare) => rate / bare)]);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{job.Name,-14} {Median(rates),9:0} requests/s (from {rates.Min():0} to {rates.Max():0}), {ratio:0.00} of {job.Floor}"));
        }
    }

    internal static double Median(IReadOnlyCollection<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>Stores the item and signs the request for it as a guest would.</summary>
    private static async Task<byte[]> PrepareAsync(LocalBackend backend)
    {
        AwsCredentials guest = await GuestAsync(backend);
        using var client = new HttpClient(new SigV4Handler(guest, backend.Region, "execute-api"));
        using HttpResponseMessage stored = await client.PutAsync($"{backend.RestEndpoints["MyCloudApi"]}/items", new StringContent(Item));
        stored.EnsureSuccessStatusCode();

        var request = new HttpRequestMessage(HttpMethod.Get, $"{backend.RestEndpoints["MyCloudApi"]}/items/1");
        await new SigV4Signer().SignAsync(request, guest, new SigV4Scope(backend.Region, "execute-api"), TimeProvider.System.GetUtcNow());
        var text = new StringBuilder($"GET {request.RequestUri!.PathAndQuery} HTTP/1.1\r\nHost: {request.RequestUri.Authority}\r\n");
        foreach ((string name, IEnumerable<string> values) in request.Headers.NonValidated.Select(header => (header.Key, header.Value.AsEnumerable())))
        {
            text.Append(CultureInfo.InvariantCulture, $"{name}: {string.Join(", ", values)}\r\n");
        }

        return Encoding.ASCII.GetBytes(text.Append("\r\n").ToString());
    }

    private static async Task<AwsCredentials> GuestAsync(LocalBackend backend)
    {
        using var client = new HttpClient();
        JsonElement identity = await CallAsync("GetId", new { backend.IdentityPoolId });
        JsonElement answer = await CallAsync("GetCredentialsForIdentity", new { IdentityId = identity.GetProperty("IdentityId").GetString() });
        JsonElement credentials = answer.GetProperty("Credentials");
        return new AwsCredentials(
            credentials.GetProperty("AccessKeyId").GetString()!,
            credentials.GetProperty("SecretKey").GetString()!,
            credentials.GetProperty("SessionToken").GetString());

        async Task<JsonElement> CallAsync(string operation, object input)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, backend.IdentityPoolEndpoint)
            {
                Content = new StringContent(JsonSerializer.Serialize(input)),
            };
            request.Headers.Add("X-Amz-Target", $"AWSCognitoIdentityService.{operation}");
            using HttpResponseMessage response = await client.SendAsync(request);
            response.EnsureSuccessStatusCode();
            return await response.Content.ReadFromJsonAsync<JsonElement>();
        }
    }

    private sealed record Job(string Name, string Floor, LoadGenerator Load);
}
