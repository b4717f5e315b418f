using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net.WebSockets;
using System.Text;
using Amplify.Local.Realtime;

namespace Amplify.Local;

/// <summary>What goes wrong on purpose with realtime connections, of GraphQL and of Events, and with the frames that they are sent.</summary>
/// <remarks>
/// Safe for concurrent use. Refused upgrades are the business of <see cref="LocalFaults.Sequence(FaultFilter, ReadOnlySpan{Fault})"/>:
/// an upgrade is a request like any other, with the path <c>/graphql/realtime</c> or <c>/event/realtime</c>.
/// </remarks>
/// <example>
/// <code>
/// backend.Faults.Realtime.Sequence("ka", RealtimeFault.Withhold.Forever());
/// backend.Faults.Realtime.CloseAll(1001);
/// </code>
/// </example>
public sealed class LocalRealtimeFaults
{
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<RealtimeConnection, bool> _connections = new();
    private volatile ImmutableList<RealtimeFaultScript> _scripts = [];

    internal LocalRealtimeFaults()
    {
    }

    /// <summary>Gets how many connections are open.</summary>
    public int Connections => _connections.Count;

    /// <summary>Gives the next frames of a type one step each, over all connections; those behind the last step are sent as usual.</summary>
    /// <param name="frameType">The frame's <c>type</c>: <c>connection_ack</c>, <c>ka</c>, <c>start_ack</c>, <c>data</c>, …</param>
    /// <param name="steps">The steps.</param>
    /// <returns>The script, to watch it or to take it back.</returns>
    /// <exception cref="ArgumentException">There is no step, or one that never comes.</exception>
    public RealtimeFaultScript Sequence(string frameType, params ReadOnlySpan<RealtimeFault> steps)
    {
        ArgumentException.ThrowIfNullOrEmpty(frameType);
        var script = new RealtimeFaultScript(this, frameType, steps);
        lock (_gate)
        {
            _scripts = _scripts.Add(script);
        }

        return script;
    }

    /// <summary>Closes every connection.</summary>
    /// <param name="code">The close code, 1000 to 4999; not 1005, 1006 or 1015, which are never sent.</param>
    /// <param name="reason">The reason, at most 123 bytes.</param>
    /// <exception cref="ArgumentOutOfRangeException">The code is not one that can be sent.</exception>
    public void CloseAll(int code, string reason = "")
    {
        ArgumentNullException.ThrowIfNull(reason);
        RealtimeFault.ThrowIfUnsendable(code);
        foreach (RealtimeConnection connection in _connections.Keys)
        {
            connection.Close((WebSocketCloseStatus)code, reason);
        }
    }

    /// <summary>Resets every connection: no close frame, and what waits to be sent is lost.</summary>
    public void CutAll()
    {
        foreach (RealtimeConnection connection in _connections.Keys)
        {
            connection.Abort();
        }
    }

    /// <summary>Sends a message to every connection.</summary>
    /// <param name="message">The message, which need not be one of the protocol.</param>
    public void SendAll(string message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var frame = new OutgoingFrame("", Encoding.UTF8.GetBytes(message));
        foreach (RealtimeConnection connection in _connections.Keys)
        {
            connection.Send(frame);
        }
    }

    /// <summary>Takes every script back.</summary>
    public void Clear()
    {
        foreach (RealtimeFaultScript script in _scripts)
        {
            script.Remove();
        }
    }

    internal void Add(RealtimeConnection connection) => _connections.TryAdd(connection, true);

    internal void Remove(RealtimeConnection connection) => _connections.TryRemove(connection, out _);

    internal void Forget(RealtimeFaultScript script)
    {
        lock (_gate)
        {
            _scripts = _scripts.Remove(script);
        }
    }

    /// <summary>Takes what a frame is due, or <see langword="null"/> when that is nothing.</summary>
    internal RealtimeFault? Take(string frameType) => _scripts.IsEmpty ? null : TakeStep(frameType);

    private RealtimeFault? TakeStep(string frameType)
    {
        lock (_gate)
        {
            foreach (RealtimeFaultScript script in _scripts)
            {
                if (script.FrameType == frameType && script.Next() is { } step)
                {
                    _scripts = script.IsOver ? _scripts.Remove(script) : _scripts;
                    return step;
                }
            }

            return null;
        }
    }
}
