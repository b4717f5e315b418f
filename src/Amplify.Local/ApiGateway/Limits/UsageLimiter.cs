using Amplify.Local.ApiGateway.Responses;

namespace Amplify.Local.ApiGateway.Limits;

/// <summary>Counts an API's requests against its limits and those of the account.</summary>
internal sealed class UsageLimiter(RestApiLimits limits, TokenBucket? account, TimeProvider timeProvider)
{
    private readonly TokenBucket? _bucket = TokenBucket.Create(limits.Rate, limits.Burst, timeProvider);
    private readonly int? _dailyQuota = limits.DailyQuota;
    private readonly Lock _gate = new();
    private DateOnly _day;
    private int _usedOfDay;

    /// <summary>Counts a request.</summary>
    /// <returns>Why it is refused, or <see langword="null"/>.</returns>
    public GatewayError? Refuse(DateTimeOffset now, bool withApiKey)
    {
        if (_bucket?.TryTake() == false || account?.TryTake() == false)
        {
            return GatewayErrors.Throttled;
        }

        return withApiKey && _dailyQuota is { } quota && !TryUse(quota, DateOnly.FromDateTime(now.UtcDateTime)) ? GatewayErrors.QuotaExceeded : null;
    }

    private bool TryUse(int quota, DateOnly today)
    {
        lock (_gate)
        {
            _usedOfDay = _day == today ? _usedOfDay : 0;
            _day = today;
            if (_usedOfDay == quota)
            {
                return false;
            }

            _usedOfDay++;
            return true;
        }
    }
}
