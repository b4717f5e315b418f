using System.Runtime.CompilerServices;

namespace Amplify.Api.Tests.Realtime;

/// <summary>What was missed while there was no connection.</summary>
public sealed class CatchUpTests
{
    private readonly List<(DateTimeOffset Since, int? Last)> _asked = [];
    private readonly List<List<int>> _missed = [];

    [Fact]
    public async Task Gap_MissedMessages_ComeBeforeLiveOnesAndOnce()
    {
        await using var fixture = new RealtimeFixture();
        (Subscription<Message> subscription, ScriptedSocket first, string id) = await fixture.EstablishedAsync(Options());
        IAsyncEnumerator<Message> reader = subscription.GetAsyncEnumerator(RealtimeFixture.Token);
        first.Send(RealtimeFixture.Data(id, 1));
        first.Send(RealtimeFixture.Data(id, 2));
        await ExpectAsync(reader, 1, 2);
        DateTimeOffset lastHeard = fixture.Time.GetUtcNow();
        _missed.Add([2, 3, 4, 5]);

        first.Cut();
        ScriptedSocket second = await ReconnectedAsync(fixture);
        string other = await RealtimeFixture.StartedAsync(second);
        foreach (int number in new[] { 4, 5, 6 })
        {
            second.Send(RealtimeFixture.Data(other, number));
        }

        await ExpectAsync(reader, 3, 4, 5, 6);
        Assert.Equal([(lastHeard.AddSeconds(-2), 2)], _asked);
    }

    [Fact]
    public async Task Gap_OfADayAndHistoryInAnyOrder_GivesNothingTwice()
    {
        await using var fixture = new RealtimeFixture();
        (Subscription<Message> subscription, ScriptedSocket first, string id) = await fixture.EstablishedAsync(Options());
        IAsyncEnumerator<Message> reader = subscription.GetAsyncEnumerator(RealtimeFixture.Token);
        first.Send(RealtimeFixture.Data(id, 1));
        await ExpectAsync(reader, 1);
        _missed.Add([3, 1, 2]);

        first.Cut();
        await RealtimeFixture.SettleAsync();
        fixture.Time.Advance(TimeSpan.FromDays(1));
        ScriptedSocket second = await ReconnectedAsync(fixture);
        string other = await RealtimeFixture.StartedAsync(second);
        second.Send(RealtimeFixture.Data(other, 4));

        await ExpectAsync(reader, 3, 2, 4);
    }

    [Fact]
    public async Task Gap_LiveMessageThatComesLate_IsNotGivenTwice()
    {
        await using var fixture = new RealtimeFixture();
        (Subscription<Message> subscription, ScriptedSocket first, _) = await fixture.EstablishedAsync(Options());
        IAsyncEnumerator<Message> reader = subscription.GetAsyncEnumerator(RealtimeFixture.Token);
        _missed.Add([7]);
        first.Cut();
        ScriptedSocket second = await ReconnectedAsync(fixture);
        string other = await RealtimeFixture.StartedAsync(second);
        await ExpectAsync(reader, 7);

        second.Send(RealtimeFixture.Data(other, 7));
        second.Send(RealtimeFixture.Data(other, 8));

        await ExpectAsync(reader, 8);
    }

    [Fact]
    public async Task Gap_SameKeyLongAfterwards_IsAnotherMessage()
    {
        await using var fixture = new RealtimeFixture();
        (Subscription<Message> subscription, ScriptedSocket first, _) = await fixture.EstablishedAsync(Options());
        IAsyncEnumerator<Message> reader = subscription.GetAsyncEnumerator(RealtimeFixture.Token);
        _missed.Add([7]);
        first.Cut();
        ScriptedSocket second = await ReconnectedAsync(fixture);
        string other = await RealtimeFixture.StartedAsync(second);
        second.Send(RealtimeFixture.Data(other, 8));
        await ExpectAsync(reader, 7, 8);

        fixture.Pass(11);
        second.Send(RealtimeFixture.Data(other, 7));

        await ExpectAsync(reader, 7);
    }

    [Fact]
    public async Task Gap_WhileCatchingUp_IsCaughtUpOnToo()
    {
        await using var fixture = new RealtimeFixture();
        (Subscription<Message> subscription, ScriptedSocket socket, _) = await fixture.EstablishedAsync(Options());
        _missed.Add([1, 2, 3, 4]);
        _missed.Add([3, 4, 5]);
        socket.Cut();
        ScriptedSocket second = await ReconnectedAsync(fixture);
        string id = await RealtimeFixture.StartedAsync(second);
        second.Send(RealtimeFixture.Data(id, 2));
        second.Cut();
        ScriptedSocket third = await ReconnectedAsync(fixture);
        id = await RealtimeFixture.StartedAsync(third);
        third.Send(RealtimeFixture.Data(id, 5));
        third.Send(RealtimeFixture.Data(id, 6));

        Assert.Equal([1, 2, 3, 4, 5, 6], await subscription.NumbersAsync(6));
        Assert.Equal(2, _asked.Count);
    }

    [Fact]
    public async Task CatchUp_FailsInPassing_IsTriedAgainWithoutRepeating()
    {
        await using var fixture = new RealtimeFixture();
        int tries = 0;
        SubscriptionOptions<Message> options = Options();
        options.CatchUp = (_, _, _) => FailingAsync(++tries);
        (Subscription<Message> subscription, ScriptedSocket socket, _) = await fixture.EstablishedAsync(options);
        socket.Cut();
        await RealtimeFixture.StartedAsync(await ReconnectedAsync(fixture));

        Task<List<int>> reading = subscription.NumbersAsync(3);
        await fixture.AdvanceUntilAsync(() => reading.IsCompleted, TimeSpan.FromMilliseconds(100));

        Assert.Equal([1, 2, 3], await reading);
    }

    [Fact]
    public async Task CatchUp_ThrowsInsteadOfGiving_IsTriedAgainAsWell()
    {
        await using var fixture = new RealtimeFixture();
        int tries = 0;
        SubscriptionOptions<Message> options = Options();
        options.CatchUp = (_, _, _) => ++tries == 1 ? throw new HttpRequestException("cut") : GiveAsync([1]);
        (Subscription<Message> subscription, ScriptedSocket socket, _) = await fixture.EstablishedAsync(options);
        socket.Cut();
        await RealtimeFixture.StartedAsync(await ReconnectedAsync(fixture));

        Task<List<int>> reading = subscription.NumbersAsync(1);
        await fixture.AdvanceUntilAsync(() => reading.IsCompleted, TimeSpan.FromMilliseconds(100));

        Assert.Equal([1], await reading);
    }

    [Fact]
    public async Task CatchUp_AnHttpClientTimesOut_IsTriedAgainAsWell()
    {
        await using var fixture = new RealtimeFixture();
        int tries = 0;
        SubscriptionOptions<Message> options = Options();
        options.CatchUp = (_, _, _) => ++tries == 1 ? ThrowingAsync(new TaskCanceledException("100 s", new TimeoutException())) : GiveAsync([1]);
        (Subscription<Message> subscription, ScriptedSocket socket, _) = await fixture.EstablishedAsync(options);
        socket.Cut();
        await RealtimeFixture.StartedAsync(await ReconnectedAsync(fixture));

        Task<List<int>> reading = subscription.NumbersAsync(1);
        await fixture.AdvanceUntilAsync(() => reading.IsCompleted, TimeSpan.FromMilliseconds(100));

        Assert.Equal([1], await reading);
    }

    [Fact]
    public async Task CatchUp_AfterAMessageThatCameLate_BeginsWithTheOneDeliveredLast()
    {
        await using var fixture = new RealtimeFixture();
        (Subscription<Message> subscription, ScriptedSocket socket, _) = await fixture.EstablishedAsync(Options());
        IAsyncEnumerator<Message> reader = subscription.GetAsyncEnumerator(RealtimeFixture.Token);
        _missed.Add([1, 2, 3]);
        _missed.Add([4]);
        socket.Cut();
        ScriptedSocket second = await ReconnectedAsync(fixture);
        string id = await RealtimeFixture.StartedAsync(second);
        second.Send(RealtimeFixture.Data(id, 1));
        await ExpectAsync(reader, 1, 2, 3);
        await RealtimeFixture.UntilAsync(() => second.Pending == 0);

        second.Cut();
        await RealtimeFixture.StartedAsync(await ReconnectedAsync(fixture));
        await ExpectAsync(reader, 4);

        Assert.Equal([null, 3], _asked.Select(static asked => asked.Last));
    }

    [Fact]
    public async Task CatchUp_FailsForGood_EndsTheSubscription()
    {
        await using var fixture = new RealtimeFixture();
        SubscriptionOptions<Message> options = Options();
        var cause = new InvalidOperationException("no table");
        options.CatchUp = (_, _, _) => ThrowingAsync(cause);
        (Subscription<Message> subscription, ScriptedSocket socket, _) = await fixture.EstablishedAsync(options);
        socket.Cut();
        await RealtimeFixture.StartedAsync(await ReconnectedAsync(fixture));

        Assert.Same(cause, (await Assert.ThrowsAsync<RealtimeException>(() => subscription.AllAsync())).InnerException);
    }

    [Fact]
    public async Task Dispose_WhileCatchingUp_CancelsIt()
    {
        await using var fixture = new RealtimeFixture();
        SubscriptionOptions<Message> options = Options();
        var asked = new TaskCompletionSource();
        options.CatchUp = (_, _, token) => EndlessAsync(asked, token);
        (Subscription<Message> subscription, ScriptedSocket socket, _) = await fixture.EstablishedAsync(options);
        socket.Cut();
        await RealtimeFixture.StartedAsync(await ReconnectedAsync(fixture));
        Task<List<int>> reading = subscription.AllAsync();
        await asked.Task;

        await subscription.DisposeAsync();

        Assert.Empty(await reading);
    }

    [Fact]
    public async Task Since_IsByTheServersClock()
    {
        await using var fixture = new RealtimeFixture();
        fixture.Clock.Learn(fixture.Endpoint, fixture.Time.GetUtcNow().AddHours(1));
        (Subscription<Message> subscription, ScriptedSocket socket, _) = await fixture.EstablishedAsync(Options());
        DateTimeOffset lastHeard = fixture.Time.GetUtcNow();
        _missed.Add([1]);
        socket.Cut();
        await RealtimeFixture.StartedAsync(await ReconnectedAsync(fixture));
        await subscription.NumbersAsync(1);

        Assert.Equal([(lastHeard.AddHours(1).AddSeconds(-2), null)], _asked);
    }

    [Fact]
    public async Task Gap_DroppedFromAFullBuffer_IsCaughtUpOnAllTheSame()
    {
        await using var fixture = new RealtimeFixture();
        SubscriptionOptions<Message> options = Options();
        options.BufferCapacity = 1;
        options.Overflow = OverflowPolicy.DropOldest;
        (Subscription<Message> subscription, ScriptedSocket socket, _) = await fixture.EstablishedAsync(options);
        _missed.Add([1, 2]);
        socket.Cut();
        ScriptedSocket second = await ReconnectedAsync(fixture);
        string id = await RealtimeFixture.StartedAsync(second);
        second.Send(RealtimeFixture.Data(id, 3));
        Task<Subscription<Message>> subscribing = fixture.SubscribeAsync();
        string other = await RealtimeFixture.StartedAsync(second);
        second.Send(RealtimeFixture.Data(other, 0));
        await (await subscribing).NumbersAsync(1);

        Assert.Equal([1, 2, 3], await subscription.NumbersAsync(3));
    }

    private SubscriptionOptions<Message> Options() => new()
    {
        CatchUp = (since, last, _) =>
        {
            _asked.Add((since, last?.Number));
            return GiveAsync(_missed[_asked.Count - 1]);
        },
        KeyOf = static message => message.Number.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };

    private static async IAsyncEnumerable<Message> GiveAsync(List<int> numbers)
    {
        foreach (int number in numbers)
        {
            await Task.Yield();
            yield return new Message(number);
        }
    }

    private static async IAsyncEnumerable<Message> FailingAsync(int attempt)
    {
        await Task.Yield();
        for (int number = 1; number <= 3; number++)
        {
            if (number > attempt)
            {
                throw new HttpRequestException("cut");
            }

            yield return new Message(number);
        }
    }

    private static async IAsyncEnumerable<Message> ThrowingAsync(Exception failure)
    {
        await Task.Yield();
        if (failure is not null)
        {
            throw failure;
        }

        yield break;
    }

    private static async IAsyncEnumerable<Message> EndlessAsync(TaskCompletionSource asked, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        asked.SetResult();
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        yield break;
    }

    private static async Task ExpectAsync(IAsyncEnumerator<Message> reader, params int[] numbers)
    {
        foreach (int number in numbers)
        {
            Assert.True(await reader.MoveNextAsync());
            Assert.Equal(number, reader.Current.Number);
        }
    }

    private static async Task<ScriptedSocket> ReconnectedAsync(RealtimeFixture fixture)
    {
        await fixture.AdvanceUntilAsync(() => fixture.HasNextSocket, TimeSpan.FromMilliseconds(200));
        return await fixture.AcknowledgedAsync();
    }
}
