using System.Globalization;
using Amplify.Local;

namespace Amplify.Tests.Realtime;

/// <summary>
/// Publishers number what they say, and connections are cut at random moments: a subscriber that catches up hears every number exactly once, in order.
/// </summary>
public sealed class NothingMissedTests
{
    private const int Publishers = 4;
    private const string Farewell = "end";

    private static readonly TimeSpan ReconnectWait = TimeSpan.FromMilliseconds(50);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, 300)]
    public async Task Subscription_SocketCutAtRandomMoments_GivesEachMessageOnceAndInOrder(int seed, int cuts)
    {
        await using LocalBackend backend = await LocalBackend.StartAsync(cancellationToken: Token);
        await using var proxy = new CuttingProxy(backend.Endpoint.Port);
        AmplifyConfiguration configuration = EventApp.ConfigurationOf(backend);
        configuration.Api.AppSync.RealtimeEndpoint = new UriBuilder(backend.AppSync.RealtimeEndpoint) { Port = proxy.Port }.Uri.AbsoluteUri;
        var random = new Random(seed);
        TimeProvider time = TimeProvider.System;
        long started = time.GetTimestamp();

        int gaps = await HearAllAsync(EventApp.ConfigurationOf(backend), configuration, async _ =>
        {
            for (int i = 0; i < cuts; i++)
            {
                ProxiedConnection connection = await proxy.ConnectionAsync();
                await Task.Delay(TimeSpan.FromMilliseconds(random.Next(150)), time, Token);
                await CutAsync(connection, random);
            }
        });

        // Cuts in the middle of a handshake, or before the start is acknowledged, are no gaps of their own.
        TestContext.Current.TestOutputHelper?.WriteLine($"{cuts} cuts, {gaps} gaps, {time.GetElapsedTime(started).TotalSeconds:0} s");
        Assert.InRange(gaps, cuts / 10, cuts);
    }

    [Fact]
    public async Task Subscription_BackendStartedAgain_GivesEachMessageOnceAndInOrder()
    {
        const int Restarts = 20;
        DirectoryInfo folder = Directory.CreateTempSubdirectory("amplify-restarts-");
        string dataFile = Path.Combine(folder.FullName, "backend.db");
        int port = ReservedPort.Find();
        LocalBackend backend = await LocalBackend.StartAsync(new() { DataFile = dataFile, Port = port }, Token);
        var random = new Random(2);
        try
        {
            AmplifyConfiguration configuration = EventApp.ConfigurationOf(backend);
            int gaps = await HearAllAsync(configuration, configuration, async _ =>
            {
                for (int i = 0; i < Restarts; i++)
                {
                    while (backend.Faults.Realtime.Connections == 0)
                    {
                        await Task.Delay(ReconnectWait, TimeProvider.System, Token);
                    }

                    await Task.Delay(TimeSpan.FromMilliseconds(random.Next(500)), TimeProvider.System, Token);
                    await backend.DisposeAsync();
                    await Task.Delay(TimeSpan.FromMilliseconds(random.Next(200)), TimeProvider.System, Token);
                    backend = await LocalBackend.StartAsync(new() { DataFile = dataFile, Port = port }, Token);
                }
            });

            Assert.InRange(gaps, Restarts / 2, Restarts);
        }
        finally
        {
            await backend.DisposeAsync();
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Subscription_BackendProcessKilled_GivesEachMessageOnceAndInOrder()
    {
        const int Kills = 20;
        DirectoryInfo folder = Directory.CreateTempSubdirectory("amplify-kills-");
        int port = ReservedPort.Find();
        BackendProcess backend = await BackendProcess.StartAsync(folder.FullName, port);
        var random = new Random(3);
        try
        {
            AmplifyConfiguration configuration = backend.Configuration;
            int gaps = await HearAllAsync(configuration, configuration, async heard =>
            {
                for (int i = 0; i < Kills; i++)
                {
                    // Every other kill is of a subscription that lives; the rest come while it may still be coming back.
                    int before = heard.Count;
                    while (i % 2 == 0 && heard.Count == before)
                    {
                        await Task.Delay(ReconnectWait, TimeProvider.System, Token);
                    }

                    await Task.Delay(TimeSpan.FromMilliseconds(random.Next(500)), TimeProvider.System, Token);
                    await backend.KillAsync();
                    backend = await BackendProcess.StartAsync(folder.FullName, port);
                }
            });

            Assert.InRange(gaps, Kills / 2, Kills);
        }
        finally
        {
            await backend.KillAsync();
            folder.Delete(recursive: true);
        }
    }

    // The subscription, the publishers, and what goes wrong meanwhile. Gives how many gaps there were.
    private static async Task<int> HearAllAsync(AmplifyConfiguration publishers, AmplifyConfiguration subscribers, Func<IReadOnlyCollection<string>, Task> disturb)
    {
        await using AmplifyClient direct = AmplifyClient.Create(publishers);
        await using AmplifyClient disturbed = AmplifyClient.Create(subscribers, new() { Realtime = { ReconnectPolicy = static _ => ReconnectWait } });
        string eventId = await EventApp.CreateEventAsync(direct.GraphQL);
        var history = new CommentHistory(direct.GraphQL, eventId);
        await using Subscription<EventApp.CommentAdded> subscription = await disturbed.GraphQL.SubscribeAsync(
            EventApp.CommentsOf(eventId),
            new()
            {
                BufferCapacity = 100_000,
                CatchUp = (since, _, cancellationToken) => history.SinceAsync(since, cancellationToken),
                KeyOf = static comment => comment.SubscribeToEventComments.CommentId,
            },
            Token);
        List<string> heard = [];
        Task<int> hearing = HearAsync(subscription, heard);

        using var stop = new CancellationTokenSource();
        NumberingPublisher[] numbering = [.. Enumerable.Range(0, Publishers).Select(i => new NumberingPublisher($"p{i}", direct.GraphQL, eventId))];
        Task[] publishing = [.. numbering.Select(publisher => publisher.RunAsync(stop.Token))];
        await disturb(heard);
        await stop.CancelAsync();
        await Task.WhenAll(publishing);
        await EventApp.CommentAsync(direct.GraphQL, eventId, Farewell, CommentHistory.TextOf(TimeProvider.System.GetUtcNow()));

        int gaps = await hearing.WaitAsync(TimeSpan.FromMinutes(1), Token);
        foreach (NumberingPublisher publisher in numbering)
        {
            Assert.True(publisher.Last > 0);
            Assert.Equal(Enumerable.Range(1, publisher.Last), NumbersOf(publisher.Name, heard));
        }

        return gaps;
    }

    private static async Task<int> HearAsync(Subscription<EventApp.CommentAdded> subscription, List<string> heard)
    {
        int gaps = 0;
        await foreach (SubscriptionEvent<EventApp.CommentAdded> next in subscription.Events.WithCancellation(Token))
        {
            switch (next)
            {
                case SubscriptionEvent<EventApp.CommentAdded>.Data { Value.Content: Farewell }:
                    return gaps;
                case SubscriptionEvent<EventApp.CommentAdded>.Data data:
                    heard.Add(data.Value!.Content);
                    break;
                case SubscriptionEvent<EventApp.CommentAdded>.Reconnected:
                    gaps++;
                    break;
                default:
                    Assert.Fail($"Unexpected: {next}");
                    break;
            }
        }

        throw new InvalidOperationException("The subscription has ended.");
    }

    private static IEnumerable<int> NumbersOf(string publisher, List<string> heard) => heard
        .Where(content => content.StartsWith($"{publisher}:", StringComparison.Ordinal))
        .Select(content => int.Parse(content.AsSpan(publisher.Length + 1), CultureInfo.InvariantCulture));

    private static Task CutAsync(ProxiedConnection connection, Random random)
    {
        switch (random.Next(3))
        {
            case 0:
                connection.Reset();
                return Task.CompletedTask;
            case 1:
                connection.Close();
                return Task.CompletedTask;
            default:
                return connection.CutInNextAsync(random.NextDouble());
        }
    }
}
