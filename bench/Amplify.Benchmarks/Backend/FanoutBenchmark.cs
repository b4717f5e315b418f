using System.Buffers.Text;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using Amplify.Local;

namespace Amplify.Benchmarks.Backend;

/// <summary>
/// How long it takes until 10,000 subscribers, 100 on each of 100 sockets, have what one mutation gave: from the sending of the mutation
/// to the last frame. Everything runs in this process, the readers of the sockets too.
/// </summary>
internal static class FanoutBenchmark
{
    private const int Sockets = 100;
    private const int SubscriptionsPerSocket = 100;
    private const int Runs = 20;
    private const double MustMilliseconds = 500;
    private const string Mutation = """mutation { commentOnEvent(eventId: "1", content: "A comment as people write them.", createdAt: "2026-01-01") { eventId content createdAt commentId } }""";
    private const string Subscription = """subscription { subscribeToEventComments(eventId: "1") { eventId content createdAt commentId } }""";

    public static async Task<int> RunAsync()
    {
        await using LocalBackend backend = await LocalBackend.StartAsync();
        using var received = new Countdown(Sockets * SubscriptionsPerSocket);
        ClientWebSocket[] sockets = await Task.WhenAll(Enumerable.Range(0, Sockets).Select(_ => OpenAsync(backend)));
        Task[] readers = [.. sockets.Select(socket => CountAsync(socket, received))];

        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add("x-api-key", backend.AppSync.ApiKey);
        var times = new List<double>();
        for (int run = 0; run <= Runs; run++)
        {
            Task all = received.StartAsync();
            long started = Stopwatch.GetTimestamp();
            using HttpResponseMessage answer = await http.PostAsJsonAsync(backend.GraphQLEndpoint, new { query = Mutation });
            answer.EnsureSuccessStatusCode();
            await all;

            // The first turn warms up and does not count.
            if (run > 0)
            {
                times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }
        }

        foreach (ClientWebSocket socket in sockets)
        {
            socket.Abort();
            socket.Dispose();
        }

        await Task.WhenAll(readers);
        return Report(times);
    }

    private static async Task<ClientWebSocket> OpenAsync(LocalBackend backend)
    {
        var authorization = new Dictionary<string, string> { ["host"] = backend.Endpoint.Authority, ["x-api-key"] = backend.AppSync.ApiKey! };
        var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("graphql-ws");
        socket.Options.AddSubProtocol("header-" + Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(authorization)));
        await socket.ConnectAsync(backend.AppSync.RealtimeEndpoint, CancellationToken.None);
        await SendAsync(socket, new { type = "connection_init" });
        string data = JsonSerializer.Serialize(new { query = Subscription });
        for (int i = 0; i < SubscriptionsPerSocket; i++)
        {
            await SendAsync(socket, new { id = i.ToString(CultureInfo.InvariantCulture), type = "start", payload = new { data, extensions = new { authorization } } });
        }

        // connection_ack and ka come before the acknowledgements of the subscriptions.
        byte[] buffer = new byte[1024];
        for (int frames = 0; frames < SubscriptionsPerSocket + 2;)
        {
            frames += (await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None)).EndOfMessage ? 1 : 0;
        }

        return socket;
    }

    private static Task SendAsync(ClientWebSocket socket, object frame) => socket.SendAsync(
        JsonSerializer.SerializeToUtf8Bytes(frame), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    private static async Task CountAsync(ClientWebSocket socket, Countdown received)
    {
        byte[] buffer = new byte[4096];
        try
        {
            while (true)
            {
                if ((await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None)).EndOfMessage)
                {
                    received.Signal();
                }
            }
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException)
        {
            // The run is over.
        }
    }

    private static int Report(List<double> times)
    {
        times.Sort();
        double median = times[times.Count / 2];
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"one mutation to {Sockets * SubscriptionsPerSocket} subscribers on {Sockets} sockets: last delivered after {median:F1} ms (median of {times.Count}; {times[0]:F1} to {times[^1]:F1}), must be at most {MustMilliseconds:F0} ms"));
        return median <= MustMilliseconds ? 0 : 1;
    }
}
