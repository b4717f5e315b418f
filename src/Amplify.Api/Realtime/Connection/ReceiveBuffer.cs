using System.Buffers;
using System.Net.WebSockets;

namespace Amplify.Api.Realtime.Connection;

/// <summary>Receives messages into one pooled buffer, which grows for those that come in fragments.</summary>
internal sealed class ReceiveBuffer(int largestMessage) : IDisposable
{
    private const int UsualSize = 4096;
    private const int LargestKept = 64 * 1024;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(UsualSize);

    /// <summary>Receives a message.</summary>
    /// <param name="socket">The socket.</param>
    /// <returns>The message, which is good until the next call; <see langword="null"/> when it is the close of the socket.</returns>
    /// <remarks>A message that is too large is skipped: empty, with <see cref="ReceivedMessage.IsTooLarge"/>.</remarks>
    public async ValueTask<ReceivedMessage?> ReceiveAsync(WebSocket socket)
    {
        if (_bytes.Length > LargestKept)
        {
            Resize(UsualSize, 0);
        }

        int length = 0;
        bool tooLarge = false;
        while (true)
        {
            if (length == _bytes.Length)
            {
                tooLarge |= length >= largestMessage;
                if (tooLarge)
                {
                    length = 0;
                }
                else
                {
                    Resize(length * 2, length);
                }
            }

            ValueWebSocketReceiveResult result = await socket.ReceiveAsync(_bytes.AsMemory(length), CancellationToken.None).ConfigureAwait(false);
            if (result.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            length += result.Count;
            if (result.EndOfMessage)
            {
                tooLarge |= length > largestMessage;
                return new ReceivedMessage(tooLarge ? default : _bytes.AsMemory(0, length), tooLarge);
            }
        }
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
    }

    private void Resize(int size, int kept)
    {
        byte[] other = ArrayPool<byte>.Shared.Rent(size);
        _bytes.AsSpan(0, kept).CopyTo(other);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = other;
    }
}
