using System.Net.WebSockets;
using System.Threading.Channels;
using Amplify.Api.Authorization;
using Amplify.Api.Realtime;
using Amplify.Api.Realtime.Connection;
using Amplify.Api.Realtime.Pool;
using Amplify.Api.Realtime.Protocols;
using Amplify.Api.Realtime.Subscriptions;
using Amplify.Api.Rest;
using Amplify.Core.Http;
using Amplify.Signing;
using Amplify.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Amplify.Api.Tests.Realtime;

/// <summary>A realtime client whose clock, network and sockets are the test's.</summary>
internal sealed class RealtimeFixture : IAsyncDisposable
{
    public const string Host = "abcdefghijklmnopqrstuvwxyz.appsync-api.eu-west-1.amazonaws.com";

    private static int _settling;

    private readonly Channel<ScriptedSocket> _connects = Channel.CreateUnbounded<ScriptedSocket>();
    private RealtimeClient? _client;

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    public RealtimeOptions Options { get; } = new();

    public FakeNetwork Network { get; } = new();

    public RecordingLoggers Loggers { get; } = new();

    public Uri Endpoint { get; set; } = new($"https://{Host}/graphql");

    public object Identity { get; set; } = "me";

    /// <summary>Gets or sets what happens when it is asked who the caller is.</summary>
    public Action? IdentityAsked { get; set; }

    /// <summary>Gets or sets what authorizes.</summary>
    public IReadOnlyList<IAuthorizer> Authorizers { get; set; } = [new ApiKeyAuthorizer("da2-secret")];

    /// <summary>Gets or sets what a handshake gives in place of a socket.</summary>
    public Func<int, Exception?> Refuses { get; set; } = static _ => null;

    /// <summary>Gets or sets whether the host answers a ping.</summary>
    public Func<bool> IsReachable { get; set; } = static () => true;

    /// <summary>Gets or sets how far the host's clock is ahead, where it tells.</summary>
    public TimeSpan? HostClock { get; set; }

    public bool HidesRefusals { get; set; }

    public TimeSpan LongSleep { get; set; } = TimeSpan.FromSeconds(30);

    public TimeSpan Timeout { get; set; } = TimeSpan.FromHours(10);

    public double Random { get; set; } = 0.5;

    public int Handshakes { get; private set; }

    public int Pings { get; private set; }

    public RealtimeClient Client => _client ??= Create();

    public RealtimePool Pool => Client.Pool;

    public ServerClock Clock => field ??= new ServerClock(Time);

    public IRealtimeProtocol Protocol { get => field ??= AppSync(); set; }

    public IRealtimeProtocol AppSync() => new AppSyncProtocol(
        Endpoint, RealtimeAddress.Derive(Endpoint, null, "", "x"), Options.AuthCarrier, new FrameAuthorizer(Clock));

    public IRealtimeProtocol GraphQLTransport() => new GraphQLTransportProtocol(
        Endpoint, RealtimeAddress.Derive(Endpoint, null, "", "x"), new FrameAuthorizer(Clock));

    public EventsProtocol Events() => new(
        Endpoint, RealtimeAddress.Derive(Endpoint, null, "/realtime", "x"), Options.AuthCarrier, new FrameAuthorizer(Clock));

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public RealtimeAuthorization Authorization => new() { Endpoint = Endpoint, Identity = AskIdentity, Head = (_, _) => new(new RestHead([], Authorizers)) };

    /// <summary>Makes what signs.</summary>
    public IamAuthorizer Iam() => new(
        new StaticCredentialsProvider(new AwsCredentials("AKID", "secret", "SESSION")),
        new SigV4Signer(),
        Clock,
        new SigV4Scope("eu-west-1", "appsync"),
        NullLogger.Instance);

    /// <summary>Begins to subscribe.</summary>
    public Task<Subscription<Message>> SubscribeAsync(
        SubscriptionOptions<Message>? options = null, string body = """{"query":"subscription"}""", CancellationToken? cancellationToken = null) =>
        Client.SubscribeAsync(
            Protocol,
            System.Text.Encoding.UTF8.GetBytes(body),
            Authorization,
            new GraphQLPayloadReader<Message>(MessageContext.Default.Message, new NullFieldNotice(Client.Context.Logger)),
            options,
            Timeout,
            cancellationToken ?? Token);

    /// <summary>Begins to publish.</summary>
    public async Task<string> PublishAsync(string channel = "/default/room", CancellationToken? cancellationToken = null)
    {
        byte[] body = System.Text.Encoding.UTF8.GetBytes($$"""{"channel":"{{channel}}","events":["1"]}""");
        return System.Text.Encoding.UTF8.GetString(await Client.PublishAsync(Events(), body, Authorization, Timeout, cancellationToken ?? Token));
    }

    /// <summary>Subscribes, and answers as a server does.</summary>
    public async Task<(Subscription<Message> Subscription, ScriptedSocket Socket, string Id)> EstablishedAsync(SubscriptionOptions<Message>? options = null)
    {
        Task<Subscription<Message>> subscribing = SubscribeAsync(options);
        ScriptedSocket socket = await AcknowledgedAsync();
        string id = await StartedAsync(socket);
        return (await subscribing, socket, id);
    }

    /// <summary>Waits for the next handshake.</summary>
    public async Task<ScriptedSocket> NextSocketAsync() => await _connects.Reader.ReadAsync(Token);

    public bool HasNextSocket => _connects.Reader.TryPeek(out _);

    /// <summary>Waits for the next handshake, and acknowledges the connection.</summary>
    public async Task<ScriptedSocket> AcknowledgedAsync()
    {
        ScriptedSocket socket = await NextSocketAsync();
        await socket.NextAsync("connection_init");
        socket.Send("""{"type":"connection_ack","payload":{"connectionTimeoutMs":300000}}""");
        return socket;
    }

    /// <summary>Waits for a start, and acknowledges it.</summary>
    public static async Task<string> StartedAsync(ScriptedSocket socket)
    {
        string id = (await socket.NextAsync("start")).GetProperty("id").GetString()!;
        socket.Send($$"""{"type":"start_ack","id":"{{id}}"}""");
        return id;
    }

    public static string Data(string id, int number) =>
        $$"""{"id":"{{id}}","type":"data","payload":{"data":{"number":{{number}} } } }""";

    /// <summary>Lets time pass. It does not jump, which would be taken for a sleep of the machine.</summary>
    public void Pass(double seconds)
    {
        for (double left = seconds; left > 0; left -= 5)
        {
            Time.Advance(TimeSpan.FromSeconds(Math.Min(5, left)));
        }
    }

    /// <summary>Moves time on in steps until something has come true, so that timers set meanwhile run too.</summary>
    public async Task AdvanceUntilAsync(Func<bool> condition, TimeSpan step)
    {
        while (!condition())
        {
            await SettleAsync();
            Time.Advance(step);
        }
    }

    /// <summary>Waits until something has come true that no clock has to move for.</summary>
    public static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    /// <summary>Lets what is under way come to rest.</summary>
    public static async Task SettleAsync()
    {
        Token.ThrowIfCancellationRequested();
        long start = TimeProvider.System.GetTimestamp();
        Interlocked.Increment(ref _settling);
        try
        {
            while (!IsQuiet(TimeProvider.System.GetElapsedTime(start)))
            {
                await Task.Yield();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _settling);
        }
    }

    // Nothing waits for a thread, and the threads at work are those of tests that wait here, as this one does. Another test may keep one busy for long.
    private static bool IsQuiet(TimeSpan waited) =>
        waited > TimeSpan.FromSeconds(1)
        || (waited > TimeSpan.FromMilliseconds(6) && ThreadPool.PendingWorkItemCount == 0 && BusyThreads() <= Volatile.Read(ref _settling));

    private static int BusyThreads()
    {
        ThreadPool.GetMaxThreads(out int most, out _);
        ThreadPool.GetAvailableThreads(out int idle, out _);
        return most - idle;
    }

    public async ValueTask DisposeAsync()
    {
        if (_client is not null)
        {
            await AdvanceDisposalAsync(Pool.DisposeAsync().AsTask());
        }
    }

    private object AskIdentity()
    {
        IdentityAsked?.Invoke();
        return Identity;
    }

    private async Task AdvanceDisposalAsync(Task disposal)
    {
        while (!disposal.IsCompleted)
        {
            // What can end by itself has the time to do so before its time is over.
            await SettleAsync();
            Time.Advance(TimeSpan.FromSeconds(1));
        }

        await disposal;
    }

    private RealtimeClient Create()
    {
        var context = new RealtimeContext
        {
            Options = Options,
            Connector = new WebSocketConnector(ConnectAsync),
            IsReachable = (_, _) =>
            {
                Pings++;
                return Task.FromResult(IsReachable());
            },
            HostTime = (_, _) => Task.FromResult<DateTimeOffset?>(HostClock is { } ahead ? Time.GetUtcNow() + ahead : null),
            TimeProvider = Time,
            Logger = Loggers.CreateLogger("x"),
            Random = () => Random,
            HidesRefusals = HidesRefusals,
            LongSleep = LongSleep,
        };
        return new RealtimeClient(new RealtimePool(context, Network), context, Clock, Timeout);
    }

    private ValueTask<WebSocket> ConnectAsync(WebSocketRequest request, CancellationToken cancellationToken)
    {
        int number = ++Handshakes;
        if (Refuses(number) is { } refusal)
        {
            throw refusal;
        }

        var socket = new ScriptedSocket(request);
        _connects.Writer.TryWrite(socket);
        return new(socket);
    }
}
