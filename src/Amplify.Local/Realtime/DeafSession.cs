namespace Amplify.Local.Realtime;

/// <summary>What a refused client still says, and nobody hears.</summary>
internal sealed class DeafSession : IRealtimeSession
{
    private DeafSession()
    {
    }

    public static DeafSession Instance { get; } = new();

    public OutgoingFrame KeepAlive => default;

    public int LargestMessage => 0;

    public ValueTask ReceiveAsync(ReadOnlyMemory<byte> message) => ValueTask.CompletedTask;

    public void RefuseTooLarge()
    {
    }

    public void End()
    {
    }
}
