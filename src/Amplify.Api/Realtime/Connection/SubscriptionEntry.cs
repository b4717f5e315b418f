using Amplify.Api.Authorization;
using Amplify.Api.Realtime.Protocols;

namespace Amplify.Api.Realtime.Connection;

/// <summary>A subscription as its connection keeps it. All that changes is guarded by the connection's lock.</summary>
/// <param name="body">What it is about, as it is signed.</param>
/// <param name="authorization">How it is authorized.</param>
/// <param name="subscriber">Who takes its messages.</param>
internal sealed class SubscriptionEntry(byte[] body, RealtimeAuthorization authorization, ISubscriber subscriber)
{
    private readonly TaskCompletionSource _established = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _hasLeft;

    public byte[] Body => body;

    public RealtimeAuthorization Authorization => authorization;

    public ISubscriber Subscriber => subscriber;

    /// <summary>Gets a task that completes when the subscription is live for the first time.</summary>
    public Task Established => _established.Task;

    /// <summary>Gets or sets the connection that it is on.</summary>
    public RealtimeConnection? Connection { get; set; }

    public EntryPhase Phase { get; set; }

    /// <summary>Gets the id of the last start. Each start has its own: a server may not have forgotten an earlier one.</summary>
    public Guid Id { get; private set; }

    /// <summary>Gets the socket of the last start.</summary>
    public RealtimeSocket? Socket { get; private set; }

    /// <summary>Gets what the last start was authorized with.</summary>
    public FrameAuthorization? Authorized { get; private set; }

    /// <summary>Gets or sets the subscription on the socket that is being replaced, which goes on until this one is live.</summary>
    public Handover? Handover { get; set; }

    /// <summary>Gets or sets what was changed already to have the start accepted.</summary>
    public Recovery Tried { get; set; }

    /// <summary>Gets or sets how many starts in a row have failed.</summary>
    public int Failures { get; set; }

    /// <summary>Gets or sets how many connects have failed, or were lost, before it was live for the first time.</summary>
    public int FailedConnects { get; set; }

    /// <summary>Gets or sets when the subscription was last live, while it is not.</summary>
    public DateTimeOffset? GapSince { get; set; }

    /// <summary>Gets when the server acknowledged the last start, as a timestamp.</summary>
    public long LiveSince { get; private set; }

    /// <summary>Gets or sets what ends the wait for an acknowledgement.</summary>
    public ITimer? StartTimer { get; set; }

    /// <summary>Gets whether the subscriber has left. Told by the one who takes it in too: on its way to another connection it is on none.</summary>
    public bool HasLeft => Interlocked.Or(ref _hasLeft, 0) == 1;

    public bool WasLive => _established.Task.IsCompletedSuccessfully;

    public void Begin(Guid id, RealtimeSocket socket, FrameAuthorization? authorized)
    {
        Id = id;
        Socket = socket;
        Authorized = authorized;
        Phase = EntryPhase.Starting;
    }

    public void BecomeLive(long timestamp)
    {
        StopTimer();
        LiveSince = timestamp;
        Phase = EntryPhase.Live;
    }

    public void StopTimer()
    {
        StartTimer?.Dispose();
        StartTimer = null;
    }

    public void Leave() => Interlocked.Exchange(ref _hasLeft, 1);

    /// <summary>Tells who waits for it that the subscription is live.</summary>
    public void Establish() => _established.TrySetResult();

    /// <summary>Ends the subscription for whoever waits for it and whoever reads it.</summary>
    public void End(Exception? failure)
    {
        if (failure is null)
        {
            _established.TrySetResult();
        }
        else
        {
            _established.TrySetException(failure);
            _ = _established.Task.Exception;
        }

        subscriber.End(failure);
    }
}
