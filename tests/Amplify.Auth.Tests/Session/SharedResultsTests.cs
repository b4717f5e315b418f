using Amplify.Auth.Session;
using Microsoft.Extensions.Time.Testing;

namespace Amplify.Auth.Tests.Session;

/// <summary>What clients of a process have in common: one piece of work however many wait, within bounds of number and age.</summary>
public sealed class SharedResultsTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _time = new();
    private int _made;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ManyWait_TheWorkIsDoneOnce()
    {
        SharedResults<string> results = Create();
        var gate = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<string>[] waiting = [.. Enumerable.Range(0, 50).Select(_ => results.GetAsync("a", static _ => true, () => CountAsync(gate.Task), Token))];

        gate.SetResult("made");

        Assert.All(await Task.WhenAll(waiting).WaitAsync(Longest, Token), static result => Assert.Equal("made", result));
        Assert.Equal(1, _made);
    }

    [Fact]
    public async Task FirstStopsWaiting_TheWorkGoesOnForTheOthers()
    {
        SharedResults<string> results = Create();
        var gate = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var leaving = new CancellationTokenSource();
        Task<string> first = results.GetAsync("a", static _ => true, () => CountAsync(gate.Task), leaving.Token);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);

        gate.SetResult("made");

        Assert.Equal("made", await MakeAsync(results, "a"));
        Assert.Equal(1, _made);
    }

    [Fact]
    public async Task WorkFails_AllWhoWaitAreToldAndTheNextTriesAgain()
    {
        SharedResults<string> results = Create();
        var gate = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<string>[] waiting = [.. Enumerable.Range(0, 3).Select(_ => results.GetAsync("a", static _ => true, () => gate.Task, Token))];

        gate.SetException(new InvalidOperationException("no"));

        foreach (Task<string> task in waiting)
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() => task.WaitAsync(Longest, Token));
        }

        Assert.Equal("a 1", await MakeAsync(results, "a"));
    }

    [Fact]
    public async Task ResultThatWillNotDo_IsMadeAnew()
    {
        SharedResults<string> results = Create();
        await MakeAsync(results, "a");

        Assert.Equal("a 2", await results.GetAsync("a", static _ => false, () => Task.FromResult($"a {++_made}"), Token));
        Assert.Equal(("a 2", 1), (results.Find("a"), results.Count));
    }

    [Fact]
    public async Task MoreThanTheyMayBe_TheOldestGoUnlessTheyAreYoung()
    {
        SharedResults<string> results = Create(capacity: 3, keptAtLeast: TimeSpan.FromMinutes(1));
        foreach (string key in (string[])["a", "b", "c", "d", "e"])
        {
            await MakeAsync(results, key);
            _time.Advance(TimeSpan.FromSeconds(10));
        }

        Assert.Equal(5, results.Count);
        _time.Advance(TimeSpan.FromMinutes(1));
        await MakeAsync(results, "f");

        Assert.Equal(3, results.Count);
        Assert.Equal((null, "d 4", "f 6"), (results.Find("c"), results.Find("d"), results.Find("f")));
    }

    [Fact]
    public async Task MoreThanTheyMayBe_WhatIsUnderWayStays()
    {
        SharedResults<string> results = Create(capacity: 2, keptAtLeast: TimeSpan.Zero);
        var gate = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<string> slow = results.GetAsync("slow", static _ => true, () => gate.Task, Token);

        foreach (string key in (string[])["a", "b", "c"])
        {
            await MakeAsync(results, key);
        }

        Assert.True(results.Contains("slow"));
        Assert.Equal(2, results.Count);
        gate.SetResult("made");
        Assert.Equal("made", await slow.WaitAsync(Longest, Token));
    }

    [Fact]
    public async Task AfterADay_NothingIsLeft()
    {
        SharedResults<string> results = Create();
        await MakeAsync(results, "a");
        _time.Advance(TimeSpan.FromDays(1));

        await MakeAsync(results, "b");

        Assert.Equal((null, 1), (results.Find("a"), results.Count));
    }

    [Fact]
    public async Task MadeAnewManyTimes_TakesNoMoreRoom()
    {
        SharedResults<string> results = Create(capacity: 2);
        for (int time = 0; time < 100; time++)
        {
            await results.GetAsync("a", static _ => false, () => Task.FromResult("a"), Token);
        }

        await MakeAsync(results, "b");

        Assert.Equal(("a", 2), (results.Find("a"), results.Count));
    }

    [Fact]
    public async Task Removed_WhileItIsMade_IsNotKept()
    {
        SharedResults<string> results = Create();
        var gate = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<string> first = results.GetAsync("a", static _ => true, () => gate.Task, Token);

        results.Remove(static (key, result) => key == "a" && result is null);
        gate.SetResult("made");

        Assert.Equal("made", await first.WaitAsync(Longest, Token));
        Assert.Null(results.Find("a"));
    }

    private SharedResults<string> Create(int capacity = 10, TimeSpan keptAtLeast = default) => new(_time, capacity, keptAtLeast);

    private Task<string> MakeAsync(SharedResults<string> results, string key) =>
        results.GetAsync(key, static _ => true, () => Task.FromResult($"{key} {++_made}"), Token).WaitAsync(Longest, Token);

    private async Task<string> CountAsync(Task<string> result)
    {
        Interlocked.Increment(ref _made);
        return await result;
    }
}
