using Amplify.Api.Authorization;
using Amplify.Api.Realtime.Protocols;

namespace Amplify.Api.Realtime.Connection;

/// <summary>What is published over a connection: sent once, and answered once. All that changes is guarded by the connection's lock.</summary>
/// <param name="authorization">How it is authorized.</param>
/// <param name="write">Makes the frame, authorized now.</param>
internal sealed class Publication(RealtimeAuthorization authorization, Func<Guid, CancellationToken, ValueTask<OutgoingFrame>> write)
{
    private readonly TaskCompletionSource<byte[]> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _hasLeft;

    public Guid Id { get; } = Guid.NewGuid();

    public RealtimeAuthorization Authorization => authorization;

    /// <summary>Gets a task that gives the server's answer.</summary>
    public Task<byte[]> Answer => _answer.Task;

    /// <summary>Gets or sets the connection that it is on.</summary>
    public RealtimeConnection? Connection { get; set; }

    /// <summary>Gets the socket that it was sent over, or <see langword="null"/> while it has yet to be sent.</summary>
    public RealtimeSocket? Socket { get; private set; }

    /// <summary>Gets what it was authorized with.</summary>
    public FrameAuthorization? Authorized { get; private set; }

    /// <summary>Gets or sets what was changed already to have it accepted.</summary>
    public Recovery Tried { get; set; }

    /// <summary>Gets or sets how many connects have failed meanwhile.</summary>
    public int FailedConnects { get; set; }

    /// <summary>Gets whether the publisher waits no longer. Told by the one who takes it in too: on its way to another connection it is on none.</summary>
    public bool HasLeft => Interlocked.Or(ref _hasLeft, 0) == 1;

    public void Leave() => Interlocked.Exchange(ref _hasLeft, 1);

    public ValueTask<OutgoingFrame> WriteAsync(CancellationToken cancellationToken) => write(Id, cancellationToken);

    public void Sent(RealtimeSocket socket, FrameAuthorization? authorized)
    {
        Socket = socket;
        Authorized = authorized;
    }

    /// <summary>Takes it back to be sent again: the server has refused it, so it was not done.</summary>
    public void Unsend() => Socket = null;

    public void Succeed(byte[] answer) => _answer.TrySetResult(answer);

    public void Fail(Exception failure)
    {
        _answer.TrySetException(failure);

        // Whoever waited for it may have gone.
        _ = _answer.Task.Exception;
    }
}
