namespace Amplify.Local.Realtime;

/// <summary>A frame to send: what is a subscriber's own, then what it shares with others.</summary>
/// <param name="Type">Its <c>type</c>, by which faults find it.</param>
/// <param name="Head">The beginning, or all of it.</param>
/// <param name="Tail">The rest, the same bytes for each who gets them.</param>
internal readonly record struct OutgoingFrame(string Type, ReadOnlyMemory<byte> Head, ReadOnlyMemory<byte> Tail = default)
{
    public int Length => Head.Length + Tail.Length;

    public void CopyTo(Span<byte> destination)
    {
        Head.Span.CopyTo(destination);
        Tail.Span.CopyTo(destination[Head.Length..]);
    }
}
