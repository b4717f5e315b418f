using System.Collections.Concurrent;
using Amplify.Core.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Amplify.Core.Http;

/// <summary>
/// The time that requests to a host are dated with. What a host told when it refused a date is kept for it, for all that is sent there later; other
/// hosts are not concerned.
/// </summary>
internal sealed class ServerClock(TimeProvider timeProvider, ILogger? logger = null)
{
    private static readonly TimeSpan SameOffset = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<(string Host, int Port), TimeSpan> _offsets = new();
    private readonly ILogger _logger = logger ?? NullLogger.Instance;

    /// <summary>Gets the time as the host has it.</summary>
    public DateTimeOffset GetUtcNow(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return timeProvider.GetUtcNow() + OffsetOf(address);
    }

    /// <summary>Gets how far the host's clock is ahead of this one, as far as it is known.</summary>
    public TimeSpan OffsetOf(Uri address) => _offsets.GetValueOrDefault((address.IdnHost, address.Port));

    /// <summary>Keeps the time that a host told when it refused a signed request.</summary>
    public void Learn(Uri address, DateTimeOffset serverTime)
    {
        TimeSpan offset = serverTime - timeProvider.GetUtcNow();
        TimeSpan known = OffsetOf(address);
        _offsets[(address.IdnHost, address.Port)] = offset;

        // Of many requests that were refused together, the first one tells.
        if ((offset - known).Duration() > SameOffset)
        {
            AmplifyMetrics.ClockCorrected(address, offset);
            _logger.ClockCorrected(address.IdnHost, address.Port, offset.TotalSeconds);
        }
    }
}
