using System.Net.WebSockets;
using Amplify.Local.Faults;

namespace Amplify.Local.Realtime;

/// <summary>Puts frames on the wire, or what a fault makes of them. One at a time.</summary>
internal sealed class FrameWriter(
    RealtimeConnection connection, WebSocket socket, LocalRealtimeFaults faults, TimeProvider timeProvider, CancellationToken over)
{
    private byte[] _buffer = new byte[1024];

    /// <summary>Whether a fault has ended the connection.</summary>
    public bool IsOver { get; private set; }

    public ValueTask SendAsync(OutgoingFrame frame) =>
        faults.Take(frame.Type) is { } fault ? SendAsync(frame, fault) : WriteAsync(Join(frame));

    private async ValueTask SendAsync(OutgoingFrame frame, RealtimeFault fault)
    {
        if (fault.Preceding is { } before)
        {
            await WriteAsync(before).ConfigureAwait(false);
        }

        switch (fault.Kind)
        {
            case RealtimeFaultKind.Withhold:
                break;
            case RealtimeFaultKind.Delay:
                _ = SendLaterAsync(frame, fault.Delay);
                break;
            case RealtimeFaultKind.Close:
                IsOver = true;
                connection.Close((WebSocketCloseStatus)fault.CloseCode, fault.CloseReason);
                break;
            case RealtimeFaultKind.Cut:
                IsOver = true;
                connection.Cut();
                break;
            case RealtimeFaultKind.CutInMessage:
                IsOver = true;
                ReadOnlyMemory<byte> whole = Join(frame);
                await socket.SendAsync(whole[..(whole.Length / 2)], WebSocketMessageType.Text, endOfMessage: false, over).ConfigureAwait(false);
                connection.Cut();
                break;
            case RealtimeFaultKind.Split:
                await WriteAsync(Join(frame), fault.Parts).ConfigureAwait(false);
                break;
            default:
                ReadOnlyMemory<byte> message = fault.Replacement ?? Join(frame);
                for (int i = 0; i < fault.Copies; i++)
                {
                    await WriteAsync(message).ConfigureAwait(false);
                }

                break;
        }
    }

    // The frames behind it do not wait. It is not up for a second fault: its script has had its step.
    private async Task SendLaterAsync(OutgoingFrame frame, TimeSpan delay)
    {
        byte[] message = Join(frame).ToArray();
        await Task.Delay(delay, timeProvider, over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        connection.Send(new OutgoingFrame("", message));
    }

    private ReadOnlyMemory<byte> Join(OutgoingFrame frame)
    {
        if (frame.Tail.IsEmpty)
        {
            return frame.Head;
        }

        if (_buffer.Length < frame.Length)
        {
            _buffer = new byte[Math.Max(frame.Length, _buffer.Length * 2)];
        }

        frame.CopyTo(_buffer);
        return _buffer.AsMemory(0, frame.Length);
    }

    private ValueTask WriteAsync(ReadOnlyMemory<byte> message) =>
        socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, over);

    private async ValueTask WriteAsync(ReadOnlyMemory<byte> message, int parts)
    {
        int size = Math.Max(1, (message.Length + parts - 1) / parts);
        for (int sent = 0; sent < message.Length; sent += size)
        {
            int count = Math.Min(size, message.Length - sent);
            await socket.SendAsync(message.Slice(sent, count), WebSocketMessageType.Text, sent + count == message.Length, over).ConfigureAwait(false);
        }
    }
}
