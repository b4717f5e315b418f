using System.Text;
using Amplify.Local.Faults;

namespace Amplify.Local;

/// <summary>What goes wrong with one frame that a realtime endpoint sends: a step of <see cref="LocalRealtimeFaults.Sequence"/>.</summary>
/// <remarks>Immutable: each method gives a changed copy, so a step can be kept and used again.</remarks>
/// <example><code>backend.Faults.Realtime.Sequence("start_ack", RealtimeFault.Pass.Times(3), RealtimeFault.Close(1011))</code></example>
public sealed record RealtimeFault
{
    private RealtimeFault()
    {
    }

    /// <summary>Gets the step that sends the frame as if there were no fault.</summary>
    public static RealtimeFault Pass { get; } = new();

    /// <summary>Gets the step that does not send the frame.</summary>
    public static RealtimeFault Withhold { get; } = new() { Kind = RealtimeFaultKind.Withhold };

    /// <summary>Gets the step that sends the frame twice.</summary>
    public static RealtimeFault Duplicate { get; } = new() { Copies = 2 };

    /// <summary>Gets the step that ends the connection in place of the frame, without a close frame.</summary>
    public static RealtimeFault Cut { get; } = new() { Kind = RealtimeFaultKind.Cut };

    /// <summary>Gets the step that sends the first half of the frame, then ends the connection without a close frame.</summary>
    public static RealtimeFault CutInMessage { get; } = new() { Kind = RealtimeFaultKind.CutInMessage };

    internal RealtimeFaultKind Kind { get; init; }

    internal TimeSpan Delay { get; init; }

    internal int CloseCode { get; init; }

    internal string CloseReason { get; init; } = "";

    internal ReadOnlyMemory<byte>? Replacement { get; init; }

    internal ReadOnlyMemory<byte>? Preceding { get; init; }

    internal int Copies { get; init; } = 1;

    internal int Parts { get; init; } = 1;

    internal int Count { get; init; } = 1;

    /// <summary>Sends the frame later. Those behind it are not held up.</summary>
    /// <param name="delay">How much later, by the backend's clock.</param>
    /// <returns>The step.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The delay is negative.</exception>
    public static RealtimeFault After(TimeSpan delay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        return new RealtimeFault { Kind = RealtimeFaultKind.Delay, Delay = delay };
    }

    /// <summary>Closes the socket in place of the frame.</summary>
    /// <param name="code">The close code, 1000 to 4999; not 1005, 1006 or 1015, which are never sent.</param>
    /// <param name="reason">The reason, at most 123 bytes.</param>
    /// <returns>The step.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The code is not one that can be sent.</exception>
    public static RealtimeFault Close(int code, string reason = "")
    {
        ArgumentNullException.ThrowIfNull(reason);
        ThrowIfUnsendable(code);
        return new RealtimeFault { Kind = RealtimeFaultKind.Close, CloseCode = code, CloseReason = reason };
    }

    /// <summary>Sends another text in place of the frame: malformed, of an unknown type, of any size.</summary>
    /// <param name="message">The text.</param>
    /// <returns>The step.</returns>
    public static RealtimeFault Replace(string message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return Replace(Encoding.UTF8.GetBytes(message));
    }

    /// <summary>Sends other bytes, as a text, in place of the frame: such as are no UTF-8.</summary>
    /// <param name="message">The bytes.</param>
    /// <returns>The step.</returns>
    public static RealtimeFault Replace(ReadOnlyMemory<byte> message) => new() { Replacement = message };

    /// <summary>Sends the frame in several WebSocket frames.</summary>
    /// <param name="parts">How many.</param>
    /// <returns>The step.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is not positive.</exception>
    public static RealtimeFault Split(int parts)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(parts);
        return new RealtimeFault { Kind = RealtimeFaultKind.Split, Parts = parts };
    }

    /// <summary>Sends another message before.</summary>
    /// <param name="message">The message.</param>
    /// <returns>The changed step.</returns>
    public RealtimeFault Behind(string message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return this with { Preceding = Encoding.UTF8.GetBytes(message) };
    }

    /// <summary>Takes the step for several frames in a row.</summary>
    /// <param name="count">How many frames.</param>
    /// <returns>The changed step.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is not positive.</exception>
    public RealtimeFault Times(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        return this with { Count = count };
    }

    /// <summary>Takes the step for every frame from now on.</summary>
    /// <returns>The changed step.</returns>
    public RealtimeFault Forever() => this with { Count = int.MaxValue };

    internal static void ThrowIfUnsendable(int code)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(code, 1000);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(code, 4999);
        if (code is 1005 or 1006 or 1015)
        {
            throw new ArgumentOutOfRangeException(nameof(code), code, "That code stands for the lack of a close frame and is never sent.");
        }
    }
}
