namespace Amplify.Local;

/// <summary>How much a REST API serves before it answers 429. The account's limits, which all APIs share, count besides.</summary>
/// <remarks>See <see href="https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html">throttling</see>.</remarks>
public sealed class RestApiLimits
{
    private double _rate = double.PositiveInfinity;
    private int _burst = 5_000;
    private int? _dailyQuota;

    /// <summary>Gets or sets how many requests per second the API serves for long.</summary>
    /// <value>Default: <see cref="double.PositiveInfinity"/>, as many as <see cref="LocalBackendOptions.AccountRate"/> allows.</value>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public double Rate
    {
        get => _rate;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _rate = value;
        }
    }

    /// <summary>Gets or sets how many requests the API serves at once, however few came before.</summary>
    /// <value>Default: 5,000. It counts only where <see cref="Rate"/> is set.</value>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public int Burst
    {
        get => _burst;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _burst = value;
        }
    }

    /// <summary>Gets or sets how many requests with the API key are served from midnight to midnight, UTC.</summary>
    /// <value>Default: <see langword="null"/>, any number.</value>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public int? DailyQuota
    {
        get => _dailyQuota;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value ?? 0, nameof(value));
            _dailyQuota = value;
        }
    }
}
