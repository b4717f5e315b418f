using Amplify.Api.Authorization;
using Amplify.Api.Realtime.Protocols;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Amplify.Api.Realtime.Connection;

/// <summary>What every connection of a client works with.</summary>
internal sealed class RealtimeContext
{
    public required RealtimeOptions Options { get; init; }

    public required WebSocketConnector Connector { get; init; }

    /// <summary>Gets what asks a host whether it is there; an answer of whatever kind other than success, or none, means no.</summary>
    public required Func<Uri, CancellationToken, Task<bool>> IsReachable { get; init; }

    /// <summary>Gets what asks a host for its time, which is known when it answers and tells.</summary>
    public Func<Uri, CancellationToken, Task<DateTimeOffset?>> HostTime { get; init; } = static (_, _) => Task.FromResult<DateTimeOffset?>(null);

    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    public ILogger Logger { get; init; } = NullLogger.Instance;

    /// <summary>Gets what gives numbers from 0 to below 1, to spread waits with.</summary>
    public Func<double> Random { get; init; } = System.Random.Shared.NextDouble;

    /// <summary>Gets whether a refused handshake looks like a dead network, as in a browser.</summary>
    public bool HidesRefusals { get; init; } = OperatingSystem.IsBrowser();

    /// <summary>Gets how late a timer is when the machine has slept so long that no connection is left.</summary>
    /// <remarks>A busy machine is late as well, and a browser lets the timers of a page that nobody sees run once a minute.</remarks>
    public TimeSpan LongSleep { get; init; } = OperatingSystem.IsBrowser() ? TimeSpan.FromMinutes(2) : TimeSpan.FromSeconds(30);

    /// <summary>Changes what makes a server accept what it refused.</summary>
    public ValueTask<Recovery> RecoverAsync(
        IRealtimeProtocol protocol, FrameAuthorization used, ServerFault fault, Recovery tried, CancellationToken cancellationToken) => used.RecoverAsync(
        fault, tried, async token => protocol.HealthAddress is { } host ? await HostTime(host, token).ConfigureAwait(false) : null, cancellationToken);
}
