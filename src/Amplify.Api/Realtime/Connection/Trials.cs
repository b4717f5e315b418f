namespace Amplify.Api.Realtime.Connection;

/// <summary>Counts attempts to connect, and says when the next one is due.</summary>
internal sealed class Trials(RealtimeContext context)
{
    private long _since = context.TimeProvider.GetTimestamp();
    private bool _atOnce;

    /// <summary>Gets how many attempts in a row the next one makes.</summary>
    public int Number { get; private set; }

    /// <summary>Gets why it has come to this.</summary>
    public Exception? Reason { get; private set; }

    /// <summary>Gets whether there was a connection at any time.</summary>
    public bool WasConnected { get; private set; }

    /// <summary>Gets whether it was for want of an answer, and not because the server did not want it now.</summary>
    public bool IsUnanswered =>
        Reason is not (HandshakeException or SocketClosedException { Closure.Reason: ClosureReason.ClosedByServer or ClosureReason.Refused });

    public void Connected() => WasConnected = true;

    /// <summary>Begins to count anew: what there was has proved itself.</summary>
    public void Reset()
    {
        Number = 0;
        _since = context.TimeProvider.GetTimestamp();
    }

    public void Failed(Exception reason)
    {
        Reason = reason;
        _atOnce = false;
    }

    /// <summary>Notes that a connection was lost.</summary>
    public void Lost(SocketClosure closure, bool atOnce)
    {
        Reason = new SocketClosedException(closure);
        _atOnce = atOnce;
    }

    /// <summary>Gives the wait before the next attempt, or <see langword="null"/> to give up.</summary>
    public TimeSpan? NextWait()
    {
        Number++;
        if (context.Options.ReconnectPolicy is { } policy)
        {
            return policy(new ReconnectAttempt(Number, context.TimeProvider.GetElapsedTime(_since), Reason));
        }

        return _atOnce ? TimeSpan.Zero : Backoff.WaitBefore(Number, context.Random());
    }
}
