using System.Buffers.Binary;
using System.Net.Sockets;

namespace Amplify.Tests.Realtime;

/// <summary>Reads one direction of a WebSocket connection piece by piece: the head of the handshake, then one frame after the other.</summary>
internal sealed class PieceReader(Socket socket)
{
    private readonly List<byte> _piece = [];
    private bool _isUpgraded;

    /// <summary>Reads the next piece as it came.</summary>
    /// <returns>The piece; empty when there is none any more.</returns>
    public async Task<byte[]> NextAsync()
    {
        _piece.Clear();
        bool whole = _isUpgraded ? await ReadFrameAsync() : await ReadHeadAsync();
        _isUpgraded = true;
        return whole ? [.. _piece] : [];
    }

    private async Task<bool> ReadHeadAsync()
    {
        while (await ReadAsync(1))
        {
            if (_piece is [.., (byte)'\r', (byte)'\n', (byte)'\r', (byte)'\n'])
            {
                return true;
            }
        }

        return false;
    }

    // RFC 6455, 5.2.
    private async Task<bool> ReadFrameAsync()
    {
        if (!await ReadAsync(2))
        {
            return false;
        }

        int mask = (_piece[1] & 0x80) != 0 ? 4 : 0;
        int length = _piece[1] & 0x7F;
        if (length > 125)
        {
            int size = length == 126 ? sizeof(ushort) : sizeof(ulong);
            if (!await ReadAsync(size))
            {
                return false;
            }

            byte[] extended = [.. _piece[^size..]];
            length = size == sizeof(ushort) ? BinaryPrimitives.ReadUInt16BigEndian(extended) : checked((int)BinaryPrimitives.ReadUInt64BigEndian(extended));
        }

        return await ReadAsync(mask + length);
    }

    private async Task<bool> ReadAsync(int count)
    {
        byte[] bytes = new byte[count];
        for (int length = 0; length < count;)
        {
            int received = await socket.ReceiveAsync(bytes.AsMemory(length));
            if (received == 0)
            {
                return false;
            }

            length += received;
        }

        _piece.AddRange(bytes);
        return true;
    }
}
