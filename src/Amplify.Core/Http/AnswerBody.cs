using System.Buffers;

namespace Amplify.Core.Http;

/// <summary>
/// The bytes of a body that has been read, in a buffer of the pool. Who reads them at once and drops them spares the copy; who keeps them gets one.
/// </summary>
internal sealed class AnswerBody(byte[]? rented, int length)
{
    private byte[]? _rented = rented;
    private byte[]? _kept;

    public static AnswerBody Empty { get; } = new(rented: null, length: 0) { _kept = [] };

    /// <summary>Gets the bytes, to be read before they are dropped.</summary>
    public ReadOnlySpan<byte> Span => _kept ?? _rented.AsSpan(0, length);

    /// <summary>Gives the bytes for as long as anybody likes.</summary>
    public byte[] Keep()
    {
        if (_kept is null)
        {
            _kept = _rented.AsSpan(0, length).ToArray();
            Drop();
        }

        return _kept;
    }

    /// <summary>Gives the buffer back. Bytes that were not kept are gone.</summary>
    public void Drop()
    {
        if (Interlocked.Exchange(ref _rented, null) is { } buffer)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
