using System.Globalization;
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

    private readonly Lock _lock = new();

    // Replaced when something is learnt, which is rare; nothing is looked up before that.
    private volatile Dictionary<string, TimeSpan>? _offsets;
    private readonly ILogger _logger = logger ?? NullLogger.Instance;

    /// <summary>Gets the time as the host has it.</summary>
    public DateTimeOffset GetUtcNow(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return timeProvider.GetUtcNow() + OffsetOf(address);
    }

    /// <summary>Gets how far the host's clock is ahead of this one, as far as it is known.</summary>
    public TimeSpan OffsetOf(Uri address) => _offsets is { } known ? known.GetValueOrDefault(KeyOf(address)) : TimeSpan.Zero;

    /// <summary>Keeps the time that a host told when it refused a signed request.</summary>
    public void Learn(Uri address, DateTimeOffset serverTime)
    {
        TimeSpan offset = serverTime - timeProvider.GetUtcNow();
        TimeSpan known;
        lock (_lock)
        {
            known = OffsetOf(address);
            _offsets = new Dictionary<string, TimeSpan>(_offsets ?? [], StringComparer.Ordinal) { [KeyOf(address)] = offset };
        }

        // Of many requests that were refused together, the first one tells.
        if ((offset - known).Duration() > SameOffset)
        {
            AmplifyMetrics.ClockCorrected(address, offset);
            _logger.ClockCorrected(address.IdnHost, address.Port, offset.TotalSeconds);
        }
    }

    private static string KeyOf(Uri address) => string.Create(CultureInfo.InvariantCulture, $"{address.IdnHost}:{address.Port}");
}
