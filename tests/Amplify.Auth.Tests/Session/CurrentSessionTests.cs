using Amplify.Auth.Session;
using Amplify.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Amplify.Auth.Tests.Session;

/// <summary>What all ways of signing in have in common, where changes, renewals and a failing store meet.</summary>
public sealed class CurrentSessionTests : IDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private readonly RecordingLoggers _loggers = new();
    private readonly GatedStore _store = new();
    private readonly List<string> _told = [];
    private readonly List<CurrentSession<TestUser>> _sessions = [];
    private Func<TestUser, CancellationToken, Task<TestUser>> _renew = static (_, _) => throw new InvalidOperationException("Nobody renews.");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _sessions.ForEach(session => session.Dispose());
        _loggers.Dispose();
    }

    [Fact]
    public async Task SignIn_WhileARenewalIsUnderWay_IsWhatItsWaitersGetAndWhatIsKept()
    {
        CurrentSession<TestUser> session = Create();
        TaskCompletionSource<TestUser> renewal = HoldRenewal();
        await session.SignInAsync(Expiring("ann"));
        Task<TestUser?> waiter = session.GetAsync(forceRefresh: false, Token).AsTask();
        TestUser bob = Fresh("bob");

        await session.SignInAsync(bob);
        renewal.SetResult(Fresh("ann"));

        Assert.Same(bob, await waiter.WaitAsync(Bound, Token));
        Assert.Same(bob, _store.Kept);
        Assert.Same(bob, await session.GetAsync(forceRefresh: false, Token));
        Assert.Equal(["SignedIn ann", "SignedIn bob"], _told);
    }

    [Fact]
    public async Task SignIn_HoweverFarARenewalIs_ItRenewsForNobodyElse()
    {
        List<string> renewed = [];
        for (int i = 0; i < 200; i++)
        {
            CurrentSession<TestUser> session = Create();
            _renew = (user, _) =>
            {
                lock (renewed)
                {
                    renewed.Add(user.Username);
                }

                return Task.FromResult(user);
            };
            TestUser bob = Fresh("bob");
            await session.SignInAsync(Expiring("ann"));
            Task<TestUser?> waiter = session.GetAsync(forceRefresh: false, Token).AsTask();

            await session.SignInAsync(bob);

            Assert.NotNull(await waiter.WaitAsync(Bound, Token));
            Assert.Same(bob, await session.GetAsync(forceRefresh: false, Token));
        }

        Assert.DoesNotContain("bob", renewed);
    }

    [Fact]
    public async Task Renewal_FailsForSomebodyWhoHasSignedOutMeanwhile_IsNobodysFailure()
    {
        CurrentSession<TestUser> session = Create();
        TaskCompletionSource<TestUser> renewal = HoldRenewal();
        await session.SignInAsync(Expiring("ann"));
        Task<TestUser?> waiter = session.GetAsync(forceRefresh: false, Token).AsTask();

        Assert.Equal("ann", (await session.SignOutAsync())?.Username);
        renewal.SetException(new AmplifyAuthException("Over.", AmplifyAuthReason.SessionExpired));

        Assert.Null(await waiter.WaitAsync(Bound, Token));
        Assert.Equal(["SignedIn ann", "SignedOut ann"], _told);
    }

    [Fact]
    public async Task SignOut_WhatTheRenewalHasRegisteredFails_DisturbsNobody()
    {
        CurrentSession<TestUser> session = Create();
        var started = new TaskCompletionSource();
        _renew = async (_, cancellationToken) =>
        {
            using CancellationTokenRegistration failing = cancellationToken.Register(static () => throw new InvalidOperationException());
            started.SetResult();
            await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
            return Fresh("ann");
        };
        await session.SignInAsync(Expiring("ann"));
        Task<TestUser?> waiter = session.GetAsync(forceRefresh: false, Token).AsTask();
        await started.Task.WaitAsync(Bound, Token);

        await session.SignOutAsync();

        Assert.Null(await waiter.WaitAsync(Bound, Token));
        Assert.Null(_store.Kept);
    }

    [Fact]
    public async Task ForceRefresh_RightAfterASignIn_DoesNotWaitForTheRenewalOfWhoWasSignedInBefore()
    {
        CurrentSession<TestUser> session = Create();
        TaskCompletionSource<TestUser> old = HoldRenewal();
        await session.SignInAsync(Expiring("ann"));
        Task<TestUser?> waiter = session.GetAsync(forceRefresh: false, Token).AsTask();
        await session.SignInAsync(Fresh("bob"));
        TestUser renewed = Fresh("bob");
        _renew = (_, _) => Task.FromResult(renewed);

        Assert.Same(renewed, await session.GetAsync(forceRefresh: true, Token).AsTask().WaitAsync(Bound, Token));
        old.SetException(new AmplifyAuthException("Over.", AmplifyAuthReason.SessionExpired));
        Assert.Equal("bob", (await waiter.WaitAsync(Bound, Token))!.Username);
    }

    [Theory]
    [InlineData(false, 2)]
    [InlineData(true, 1)]
    public async Task Get_AnothersRenewalEndsRightAfterTheLastLook_TakesWhatItGave(bool forceRefresh, int looks)
    {
        CurrentSession<TestUser> session = Create();
        TestUser renewed = Fresh("ann");
        int renewals = 0;
        _renew = (_, _) =>
        {
            renewals++;
            return Task.FromResult(renewed);
        };
        var looked = new TaskCompletionSource();
        using var goOn = new ManualResetEventSlim();
        TestUser old = Expiring("ann");
        await session.SignInAsync(old);
        old.Looked = () =>
        {
            if (--looks > 0)
            {
                return;
            }

            // Once: the other caller is not to be held.
            old.Looked = null;
            looked.SetResult();
            goOn.Wait(Bound, Token);
        };
        Task<TestUser?> late = Task.Run(() => session.GetAsync(forceRefresh, Token).AsTask(), Token);
        await looked.Task.WaitAsync(Bound, Token);

        Assert.Same(renewed, await session.GetAsync(forceRefresh: false, Token));
        goOn.Set();

        Assert.Same(renewed, await late.WaitAsync(Bound, Token));
        Assert.Equal(1, renewals);
    }

    [Fact]
    public async Task ForceRefresh_Fails_IsToldAlthoughTheTokensAreGood()
    {
        CurrentSession<TestUser> session = Create();
        TestUser ann = Fresh("ann");
        await session.SignInAsync(ann);
        _renew = static (_, _) => throw new AmplifyNetworkException("No network.", NetworkFailure.NameResolution);

        await Assert.ThrowsAsync<AmplifyNetworkException>(() => session.GetAsync(forceRefresh: true, Token).AsTask());

        Assert.Same(ann, await session.GetAsync(forceRefresh: false, Token));
        Assert.Equal(["SignedIn ann", "TokenRefreshFailed ann"], _told);
    }

    [Fact]
    public async Task Get_RenewalFailsWhileTheTokensAreStillTaken_GivesThem()
    {
        CurrentSession<TestUser> session = Create();
        TestUser ann = Expiring("ann");
        await session.SignInAsync(ann);
        _renew = static (_, _) => throw new AmplifyNetworkException("No network.", NetworkFailure.NameResolution);

        Assert.Same(ann, await session.GetAsync(forceRefresh: false, Token));
        session.Invalidate(ann.Token);

        await Assert.ThrowsAsync<AmplifyNetworkException>(() => session.GetAsync(forceRefresh: false, Token).AsTask());
    }

    [Fact]
    public async Task SignOut_StoreFails_TheSessionIsOverAllTheSameAndTheFailureIsTold()
    {
        CurrentSession<TestUser> session = Create();
        await session.SignInAsync(Fresh("ann"));
        _store.Write = static _ => throw new InvalidOperationException("The store is broken.");

        await Assert.ThrowsAsync<InvalidOperationException>(session.SignOutAsync);

        Assert.Null(await session.GetAsync(forceRefresh: false, Token));
        Assert.False(session.IsKept);
        Assert.Equal(["SignedIn ann", "SignedOut ann"], _told);
    }

    [Fact]
    public async Task Renewal_IsRefusedForGoodAndTheStoreFails_TellsThatTheSessionHasExpired()
    {
        CurrentSession<TestUser> session = Create();
        await session.SignInAsync(Expiring("ann"));
        _store.Write = static _ => throw new InvalidOperationException("The store is broken.");
        _renew = static (_, _) => throw new AmplifyAuthException("Over.", AmplifyAuthReason.SessionExpired);

        var error = await Assert.ThrowsAsync<AmplifyAuthException>(() => session.GetAsync(forceRefresh: false, Token).AsTask());

        Assert.Equal(AmplifyAuthReason.SessionExpired, error.Reason);
        Assert.Null(await session.GetAsync(forceRefresh: false, Token));
        Assert.Equal(["SignedIn ann", "SessionExpired ann"], _told);
        Assert.Contains(_loggers.Events, static e => e.Id == 106);
    }

    [Fact]
    public async Task TwoChangesAtOnce_TheStoreEndsWithWhatIsSo()
    {
        CurrentSession<TestUser> session = Create();
        var first = new TaskCompletionSource();
        _store.Write = _ => first.Task;
        Task ann = session.SignInAsync(Fresh("ann"));
        TestUser bob = Fresh("bob");
        Task second = session.SignInAsync(bob);
        _store.Write = static _ => Task.CompletedTask;

        first.SetResult();
        await Task.WhenAll(ann, second).WaitAsync(Bound, Token);

        Assert.Same(bob, _store.Kept);
        Assert.True(session.IsKept);
    }

    [Fact]
    public async Task Load_SomebodySignsInMeanwhile_TheSignInWins()
    {
        _store.Kept = Fresh("ann");
        CurrentSession<TestUser> session = Create();
        var reading = new TaskCompletionSource();
        _store.Read = () => reading.Task;
        Task<TestUser?> waiter = session.GetAsync(forceRefresh: false, Token).AsTask();
        TestUser bob = Fresh("bob");

        await session.SignInAsync(bob);
        reading.SetResult();

        Assert.Same(bob, await waiter.WaitAsync(Bound, Token));
        Assert.Same(bob, await session.FindAsync(Token));
    }

    [Fact]
    public async Task Load_StoreFails_IsToldAndTriedAgain()
    {
        TestUser ann = Fresh("ann");
        _store.Kept = ann;
        CurrentSession<TestUser> session = Create();
        _store.Read = static () => throw new AmplifyAuthException("No.", AmplifyAuthReason.StoreUnavailable);

        await Assert.ThrowsAsync<AmplifyAuthException>(() => session.GetAsync(forceRefresh: false, Token).AsTask());
        _store.Read = static () => Task.CompletedTask;

        Assert.Same(ann, await session.GetAsync(forceRefresh: false, Token));
    }

    [Fact]
    public async Task Dispose_WhileARenewalIsUnderWay_ItsWaitersAreToldSo()
    {
        CurrentSession<TestUser> session = Create();
        HoldRenewal();
        await session.SignInAsync(Expiring("ann"));
        Task<TestUser?> waiter = session.GetAsync(forceRefresh: false, Token).AsTask();

        session.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiter.WaitAsync(Bound, Token));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => session.GetAsync(forceRefresh: false, Token).AsTask());
        Assert.Equal(["SignedIn ann"], _told);
    }

    [Fact]
    public async Task Dispose_WhileTheStoreIsRead_ItsWaitersAreToldSo()
    {
        CurrentSession<TestUser> session = Create();
        _store.Read = static () => new TaskCompletionSource().Task;
        Task<TestUser?> waiter = session.FindAsync(Token);

        session.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiter.WaitAsync(Bound, Token));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => session.FindAsync(Token));
    }

    [Fact]
    public async Task Identity_ChangesWithEachUserAndNotWithTokens()
    {
        CurrentSession<TestUser> session = Create();
        List<string> keys = [session.IdentityKey];
        session.IdentityChanged += (_, _) => keys.Add(session.IdentityKey);
        _renew = (user, _) => Task.FromResult(Fresh(user.Username));

        Assert.Null(await session.GetAsync(forceRefresh: false, Token));
        await session.SignOutAsync();
        await session.SignInAsync(Expiring("ann"));
        await session.GetAsync(forceRefresh: false, Token);
        await session.GetAsync(forceRefresh: true, Token);
        await session.SignInAsync(Fresh("ann"));
        await session.SignOutAsync();
        await session.SignOutAsync();

        Assert.Equal(["test:0", "test:1", "test:2", "test:3"], keys);
    }

    [Fact]
    public async Task SignIn_WhoIsToldOfTheChangeSignsOut_ObserversAreToldInThatOrder()
    {
        CurrentSession<TestUser> session = Create();
        Task signOut = Task.CompletedTask;
        session.IdentityChanged += (_, _) => signOut = signOut == Task.CompletedTask ? session.SignOutAsync() : signOut;

        await session.SignInAsync(Fresh("ann"));
        await signOut.WaitAsync(Bound, Token);

        Assert.Null(await session.GetAsync(forceRefresh: false, Token));
        Assert.Equal(["SignedIn ann", "SignedOut ann"], _told);
    }

    [Fact]
    public async Task SignIn_IsNotInTheStoreYet_CountsAsNotKept()
    {
        CurrentSession<TestUser> session = Create();
        List<bool> kept = [];
        await session.SignInAsync(Fresh("ann"));
        session.IdentityChanged += (_, _) => kept.Add(session.IsKept);

        await session.SignInAsync(Fresh("bob"));

        Assert.Equal([false], kept);
        Assert.True(session.IsKept);
    }

    private CurrentSession<TestUser> Create()
    {
        var events = new AuthEvents(_loggers.CreateLogger(""));
        events.Subscribe(new Recorder(_told));
        CurrentSession<TestUser> session = null!;
        session = new CurrentSession<TestUser>("test", RenewAsync, _store, events, _time, _loggers.CreateLogger(""));
        _sessions.Add(session);
        return session;

        async Task<TestUser?> RenewAsync(TestUser user, int version, CancellationToken cancellationToken) =>
            await session.TakeRenewedAsync(await _renew(user, cancellationToken), version);
    }

    private TaskCompletionSource<TestUser> HoldRenewal()
    {
        var renewal = new TaskCompletionSource<TestUser>();
        _renew = (_, cancellationToken) => renewal.Task.WaitAsync(cancellationToken);
        return renewal;
    }

    private TestUser Fresh(string username) => new(username, _time.GetUtcNow().AddHours(1));

    // In its last seconds: to be renewed, and still taken.
    private TestUser Expiring(string username) => new(username, _time.GetUtcNow().AddSeconds(1));

    private sealed class TestUser(string username, DateTimeOffset expiresAt, bool isRefused = false) : ISessionState<TestUser>
    {
        public string Username => username;

        public string Token => $"token of {username}";

        public DateTimeOffset ExpiresAt => expiresAt;

        public bool CanRenew => true;

        public Action? Looked { get; set; }

        public bool IsFreshAt(DateTimeOffset now)
        {
            Looked?.Invoke();
            return !isRefused && now < expiresAt.AddSeconds(-5);
        }

        public bool IsAcceptedAt(DateTimeOffset now) => !isRefused && now < expiresAt;

        public bool Holds(string token) => token == Token;

        public TestUser Refused() => new(username, expiresAt, isRefused: true);
    }

    private sealed class GatedStore : ISessionStore<TestUser>
    {
        public TestUser? Kept { get; set; }

        public Func<Task> Read { get; set; } = static () => Task.CompletedTask;

        public Func<TestUser?, Task> Write { get; set; } = static _ => Task.CompletedTask;

        public async ValueTask<TestUser?> ReadAsync(CancellationToken cancellationToken)
        {
            await Read().WaitAsync(cancellationToken);
            return Kept;
        }

        public async ValueTask WriteAsync(TestUser? session, CancellationToken cancellationToken)
        {
            await Write(session).WaitAsync(cancellationToken);
            Kept = session;
        }
    }

    private sealed class Recorder(List<string> told) : IObserver<AuthEvent>
    {
        public void OnNext(AuthEvent value)
        {
            lock (told)
            {
                told.Add($"{value.GetType().Name} {value.Username}");
            }
        }

        public void OnError(Exception error) => throw error;

        public void OnCompleted()
        {
        }
    }
}
