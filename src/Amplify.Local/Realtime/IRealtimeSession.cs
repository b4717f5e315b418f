namespace Amplify.Local.Realtime;

/// <summary>What is said over a connection: one of the realtime protocols.</summary>
internal interface IRealtimeSession
{
    OutgoingFrame KeepAlive { get; }

    /// <summary>How many bytes a client's message may have.</summary>
    int LargestMessage { get; }

    /// <summary>Takes a message. Its bytes are the connection's again when the task ends.</summary>
    ValueTask ReceiveAsync(ReadOnlyMemory<byte> message);

    /// <summary>Is told of a message that was longer than the service takes.</summary>
    void RefuseTooLarge();

    /// <summary>Is told that the connection is over.</summary>
    void End();
}
