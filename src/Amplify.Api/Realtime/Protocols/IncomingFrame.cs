namespace Amplify.Api.Realtime.Protocols;

/// <summary>A frame of a server, over the bytes that were received. It lives as long as they do.</summary>
internal readonly ref struct IncomingFrame
{
    public required FrameKind Kind { get; init; }

    /// <summary>Gets the type as the server wrote it.</summary>
    public ReadOnlySpan<byte> Type { get; init; }

    /// <summary>Gets the id of the subscription or request that the frame is about.</summary>
    public Guid? Id { get; init; }

    /// <summary>Gets the bytes that begin with the payload's JSON value. What follows that value does not belong to it.</summary>
    public ReadOnlySpan<byte> Payload { get; init; }
}
