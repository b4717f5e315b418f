namespace Amplify.Api.Realtime.Protocols;

/// <summary>What is said over a socket. It keeps nothing: whatever is authorized is authorized when it is asked for.</summary>
internal interface IRealtimeProtocol
{
    /// <summary>Gets the name of the sub-protocol.</summary>
    string Name { get; }

    /// <summary>Gets where connections are made to, without what authorizes them.</summary>
    Uri Address { get; }

    /// <summary>Gets whether the server says when a subscription is established.</summary>
    bool AcknowledgesStart { get; }

    /// <summary>Gets the address whose answer tells that the host is within reach, or <see langword="null"/> when the host has none.</summary>
    Uri? HealthAddress { get; }

    /// <summary>Gets the frame that a server has to answer, or <see langword="null"/> when the protocol has none.</summary>
    byte[]? Ping { get; }

    /// <summary>Gets the answer to a ping of the server.</summary>
    byte[]? Pong { get; }

    ValueTask<ConnectTarget> ConnectAsync(RealtimeAuthorization authorization, CancellationToken cancellationToken);

    /// <summary>Makes the frame that starts a subscription.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="body">What it is about, as it is signed.</param>
    /// <param name="authorization">How it is authorized.</param>
    /// <param name="cancellationToken">Cancels the wait for credentials.</param>
    ValueTask<OutgoingFrame> StartAsync(Guid id, byte[] body, RealtimeAuthorization authorization, CancellationToken cancellationToken);

    /// <summary>Makes the frame that ends a subscription.</summary>
    byte[] Stop(Guid id);

    /// <summary>Reads a message. It never throws: what cannot be read is <see cref="FrameKind.Malformed"/>.</summary>
    IncomingFrame Read(ReadOnlySpan<byte> message);
}
