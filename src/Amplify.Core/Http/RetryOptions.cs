namespace Amplify;

/// <summary>When a request is sent again after a failure that may pass.</summary>
/// <remarks>
/// <para>
/// GET, HEAD, PUT, DELETE, OPTIONS and GraphQL queries are sent again when no answer came, or one of 408, 429, 500, 502, 503 and 504; POST, PATCH and
/// mutations never are, since the server may have done already what they ask for. A body that cannot be read from its beginning again is sent once.
/// </para>
/// <para>
/// The wait before an attempt is a random part of <see cref="BaseDelay"/>, doubled with every attempt, up to <see cref="MaxDelay"/>; an answer's
/// <c>Retry-After</c> makes it longer. When the call's time-out would be over by then, or it is more than two minutes, the answer is given at once.
/// </para>
/// </remarks>
public sealed class RetryOptions
{
    /// <summary>Gets options with which every request is sent once.</summary>
    public static RetryOptions None { get; } = new() { MaxAttempts = 1 };

    /// <summary>Gets how often a request is sent at most, the first time included.</summary>
    /// <value>Default: 3.</value>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public int MaxAttempts
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 3;

    /// <summary>Gets the longest wait before the second attempt; each later one may wait twice as long as the one before it.</summary>
    /// <value>Default: 100 milliseconds.</value>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative.</exception>
    public TimeSpan BaseDelay
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero);
            field = value;
        }
    } = TimeSpan.FromMilliseconds(100);

    /// <summary>Gets the longest wait before any attempt, unless the server asks for a longer one.</summary>
    /// <value>Default: 5 seconds.</value>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative.</exception>
    public TimeSpan MaxDelay
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero);
            field = value;
        }
    } = TimeSpan.FromSeconds(5);

    internal static RetryOptions Default { get; } = new();
}
