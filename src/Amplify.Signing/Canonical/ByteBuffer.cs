using System.Text;

namespace Amplify.Signing.Canonical;

/// <summary>A growing run of bytes that is written once and reused for the next request.</summary>
internal sealed class ByteBuffer
{
    private byte[] _bytes = new byte[2048];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public byte[] Array => _bytes;

    public void Clear() => Length = 0;

    public void Truncate(int length) => Length = length;

    public void Append(byte value)
    {
        Reserve(1)[0] = value;
        Length++;
    }

    public void Append(ReadOnlySpan<byte> value)
    {
        value.CopyTo(Reserve(value.Length));
        Length += value.Length;
    }

    public void AppendUtf8(ReadOnlySpan<char> value) =>
        Length += Encoding.UTF8.GetBytes(value, Reserve(Encoding.UTF8.GetMaxByteCount(value.Length)));

    /// <summary>Appends text that is known to be ASCII.</summary>
    public void AppendAscii(ReadOnlySpan<char> value)
    {
        Ascii.FromUtf16(value, Reserve(value.Length), out int written);
        Length += written;
    }

    public void AppendHex(ReadOnlySpan<byte> value)
    {
        Convert.TryToHexStringLower(value, Reserve(value.Length * 2), out int written);
        Length += written;
    }

    /// <summary>Gives room for at least <paramref name="count"/> bytes; <see cref="Advance"/> says how many were used.</summary>
    public Span<byte> Reserve(int count)
    {
        if (_bytes.Length - Length < count)
        {
            System.Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + count));
        }

        return _bytes.AsSpan(Length);
    }

    public void Advance(int count) => Length += count;
}
