namespace Amplify.Api.Tests.Realtime;

/// <summary>A subscription from its start to its end.</summary>
public sealed class SubscriptionTests
{
    [Fact]
    public async Task Subscribe_Acknowledged_GivesMessagesInOrder()
    {
        await using var fixture = new RealtimeFixture();
        (Subscription<Message> subscription, ScriptedSocket socket, string id) = await fixture.EstablishedAsync();

        for (int number = 1; number <= 3; number++)
        {
            socket.Send(RealtimeFixture.Data(id, number));
        }

        Assert.Equal([1, 2, 3], await subscription.NumbersAsync(3));
        Assert.False(socket.Overlapped);
    }

    [Fact]
    public async Task Subscribe_NotYetAcknowledged_IsNotCompleted()
    {
        await using var fixture = new RealtimeFixture();
        Task<Subscription<Message>> subscribing = fixture.SubscribeAsync();
        ScriptedSocket socket = await fixture.AcknowledgedAsync();
        await socket.NextAsync("start");
        await RealtimeFixture.SettleAsync();

        Assert.False(subscribing.IsCompleted);
    }

    [Fact]
    public async Task Dispose_Subscribed_SendsStop()
    {
        await using var fixture = new RealtimeFixture();
        (Subscription<Message> subscription, ScriptedSocket socket, string id) = await fixture.EstablishedAsync();

        await subscription.DisposeAsync();

        Assert.Equal(id, (await socket.NextAsync("stop")).GetProperty("id").GetString());
    }

    [Fact]
    public async Task Dispose_WhileMessagesWait_GivesNothingAfterwards()
    {
        await using var fixture = new RealtimeFixture();
        (Subscription<Message> subscription, ScriptedSocket socket, string id) = await fixture.EstablishedAsync();
        socket.Send(RealtimeFixture.Data(id, 1));
        socket.Send(RealtimeFixture.Data(id, 2));
        socket.Send("""{"type":"ka"}""");

        var numbers = new List<int>();
        await foreach (Message message in subscription.WithCancellation(RealtimeFixture.Token))
        {
            numbers.Add(message.Number);
            await subscription.DisposeAsync();
        }

        Assert.Equal([1], numbers);
    }

    [Fact]
    public async Task Dispose_WhileReaderWaits_EndsItsLoop()
    {
        await using var fixture = new RealtimeFixture();
        (Subscription<Message> subscription, _, _) = await fixture.EstablishedAsync();
        Task<List<int>> reading = subscription.AllAsync();

        await subscription.DisposeAsync();

        Assert.Empty(await reading);
    }

    [Fact]
    public async Task Dispose_MessageOnItsWay_IsIgnored()
    {
        await using var fixture = new RealtimeFixture();
        (Subscription<Message> first, ScriptedSocket socket, string id) = await fixture.EstablishedAsync();
        Task<Subscription<Message>> subscribing = fixture.SubscribeAsync();
        string other = await RealtimeFixture.StartedAsync(socket);
        Subscription<Message> second = await subscribing;

        await first.DisposeAsync();
        socket.Send(RealtimeFixture.Data(id, 1));
        socket.Send(RealtimeFixture.Data(other, 2));

        Assert.Equal([2], await second.NumbersAsync(1));
    }

    [Fact]
    public async Task Complete_FromServer_EndsTheStreamWithoutError()
    {
        await using var fixture = new RealtimeFixture();
        (Subscription<Message> subscription, ScriptedSocket socket, string id) = await fixture.EstablishedAsync();
        socket.Send(RealtimeFixture.Data(id, 1));
        socket.Send($$"""{"type":"complete","id":"{{id}}"}""");

        Assert.Equal([1], await subscription.AllAsync());
    }

    [Fact]
    public async Task Read_Twice_IsRefused()
    {
        await using var fixture = new RealtimeFixture();
        (Subscription<Message> subscription, ScriptedSocket socket, string id) = await fixture.EstablishedAsync();
        socket.Send(RealtimeFixture.Data(id, 1));
        await subscription.NumbersAsync(1);

        await Assert.ThrowsAsync<InvalidOperationException>(() => subscription.NumbersAsync(1));
    }

    [Fact]
    public async Task Read_Cancelled_LeavesTheSubscriptionAlive()
    {
        await using var fixture = new RealtimeFixture();
        (Subscription<Message> subscription, ScriptedSocket socket, _) = await fixture.EstablishedAsync();
        using var cancel = new CancellationTokenSource();
        IAsyncEnumerator<Message> reader = subscription.GetAsyncEnumerator(cancel.Token);
        ValueTask<bool> reading = reader.MoveNextAsync();

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await reading);
        Assert.Empty(socket.Unread());
        Assert.Equal(ConnectionState.Connected, subscription.ConnectionState);
    }

    [Fact]
    public async Task Undecodable_Message_IsToldAndTheStreamGoesOn()
    {
        await using var fixture = new RealtimeFixture();
        (Subscription<Message> subscription, ScriptedSocket socket, string id) = await fixture.EstablishedAsync();
        socket.Send($$$$"""{"id":"{{{{id}}}}","type":"data","payload":{"data":{"number":"x"}}}""");
        socket.Send(RealtimeFixture.Data(id, 2));

        List<SubscriptionEvent<Message>> events = await subscription.EventsAsync(2);

        var undecodable = Assert.IsType<SubscriptionEvent<Message>.Undecodable>(events[0]);
        Assert.Equal("""{"data":{"number":"x"}}""", System.Text.Encoding.UTF8.GetString(undecodable.Payload.Span));
        Assert.Equal(2, Reading.NumberOf(events[1]));
    }

    [Fact]
    public async Task Undecodable_ReadAsMessages_IsLeftOutAndLogged()
    {
        await using var fixture = new RealtimeFixture();
        (Subscription<Message> subscription, ScriptedSocket socket, string id) = await fixture.EstablishedAsync();
        socket.Send($$"""{"id":"{{id}}","type":"data","payload":[]}""");
        socket.Send(RealtimeFixture.Data(id, 2));

        Assert.Equal([2], await subscription.NumbersAsync(1));
        Assert.Contains(fixture.Loggers.Events, static e => e.Id == 416);
    }

    [Fact]
    public async Task Errors_WithoutData_AreGiven()
    {
        await using var fixture = new RealtimeFixture();
        (Subscription<Message> subscription, ScriptedSocket socket, string id) = await fixture.EstablishedAsync();
        socket.Send($$"""{"id":"{{id}}","type":"data","payload":{"errors":[{"message":"no"}]} }""");

        var data = Assert.IsType<SubscriptionEvent<Message>.Data>((await subscription.EventsAsync(1))[0]);

        Assert.Null(data.Value);
        Assert.Equal("no", Assert.Single(data.Errors).Message);
    }

    [Fact]
    public async Task Errors_BesideData_AreGivenWithIt()
    {
        await using var fixture = new RealtimeFixture();
        (Subscription<Message> subscription, ScriptedSocket socket, string id) = await fixture.EstablishedAsync();
        socket.Send($$$"""{"id":"{{{id}}}","type":"data","payload":{"errors":{"message":"in part"},"data":{"number":7} } }""");

        var data = Assert.IsType<SubscriptionEvent<Message>.Data>((await subscription.EventsAsync(1))[0]);

        Assert.Equal(7, data.Value!.Number);
        Assert.Equal("in part", Assert.Single(data.Errors).Message);
    }

    [Fact]
    public async Task Observe_Messages_ReachTheObserver()
    {
        await using var fixture = new RealtimeFixture();
        (Subscription<Message> subscription, ScriptedSocket socket, string id) = await fixture.EstablishedAsync();
        var observer = new RecordingObserver();
        using IDisposable observation = subscription.AsObservable().Subscribe(observer);

        socket.Send(RealtimeFixture.Data(id, 1));
        socket.Send($$"""{"type":"complete","id":"{{id}}"}""");
        await observer.Completed;

        Assert.Equal([1], observer.Numbers);
    }

    [Fact]
    public async Task Observe_DisposedInNotification_GivesNoOther()
    {
        await using var fixture = new RealtimeFixture();
        (Subscription<Message> subscription, ScriptedSocket socket, string id) = await fixture.EstablishedAsync();
        socket.Send(RealtimeFixture.Data(id, 1));
        socket.Send(RealtimeFixture.Data(id, 2));
        var observer = new RecordingObserver();
        IDisposable? observation = null;
        var ready = new TaskCompletionSource();
        observer.OnMessage = () =>
        {
            ready.Task.Wait(RealtimeFixture.Token);
            observation!.Dispose();
        };
        observation = subscription.AsObservable().Subscribe(observer);
        ready.SetResult();

        await socket.NextAsync("stop");
        await RealtimeFixture.SettleAsync();

        Assert.Equal([1], observer.Numbers);
    }

    [Fact]
    public async Task Observe_ObserverThrows_EndsTheSubscriptionAndIsLogged()
    {
        await using var fixture = new RealtimeFixture();
        (Subscription<Message> subscription, ScriptedSocket socket, string id) = await fixture.EstablishedAsync();
        var observer = new RecordingObserver { OnMessage = static () => throw new InvalidOperationException("no room") };
        using IDisposable observation = subscription.AsObservable().Subscribe(observer);

        socket.Send(RealtimeFixture.Data(id, 1));
        socket.Send(RealtimeFixture.Data(id, 2));

        Assert.Equal(id, (await socket.NextAsync("stop")).GetProperty("id").GetString());
        await RealtimeFixture.UntilAsync(() => fixture.Loggers.All.Contains("no room", StringComparison.Ordinal));
        Assert.Equal([1], observer.Numbers);
    }

    [Fact]
    public async Task Dispose_Client_EndsSubscriptions()
    {
        var fixture = new RealtimeFixture();
        (Subscription<Message> subscription, ScriptedSocket socket, _) = await fixture.EstablishedAsync();
        Task<List<int>> reading = subscription.AllAsync();

        await fixture.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => reading);
        await socket.NextAsync("stop");
        Assert.True(socket.Disposed);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => fixture.SubscribeAsync());
    }

    [Fact]
    public async Task Subscribe_NeverEstablished_TimesOut()
    {
        await using var fixture = new RealtimeFixture { Timeout = TimeSpan.FromSeconds(100), Refuses = static _ => new System.Net.WebSockets.WebSocketException() };
        fixture.Options.ConnectAttempts = int.MaxValue;
        Task<Subscription<Message>> subscribing = fixture.SubscribeAsync();

        await fixture.AdvanceUntilAsync(() => subscribing.IsCompleted, TimeSpan.FromSeconds(5));

        await Assert.ThrowsAsync<AmplifyTimeoutException>(() => subscribing);
    }

    private sealed class RecordingObserver : IObserver<Message>
    {
        private readonly TaskCompletionSource _completed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public List<int> Numbers { get; } = [];

        public Action? OnMessage { get; set; }

        public Task Completed => _completed.Task;

        public void OnCompleted() => _completed.TrySetResult();

        public void OnError(Exception error) => _completed.TrySetException(error);

        public void OnNext(Message value)
        {
            Numbers.Add(value.Number);
            OnMessage?.Invoke();
        }
    }
}
