namespace Amplify;

/// <summary>How realtime connections are made, watched and kept.</summary>
/// <remarks>See <see href="https://docs.aws.amazon.com/appsync/latest/devguide/real-time-websocket-client.html">AppSync's protocol</see>.</remarks>
public sealed class RealtimeOptions
{
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(49);

    /// <summary>Gets or sets the time that a handshake may take.</summary>
    /// <value>Default: 15 seconds.</value>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative, zero or longer than 49 days.</exception>
    public TimeSpan ConnectTimeout
    {
        get;
        set => field = Checked(value);
    } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Gets or sets how many attempts in a row to connect may fail before a new subscription, or events that are to be published, fail with the last
    /// attempt's error. A subscription that was established gets its connection back, however many attempts that takes.
    /// </summary>
    /// <value>Default: 3, as with calls over HTTP; <see cref="int.MaxValue"/> to wait as long as the client's time-out allows.</value>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public int ConnectAttempts
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 3;

    /// <summary>Gets or sets the time that the server may take to acknowledge a connection after the handshake.</summary>
    /// <value>Default: 15 seconds.</value>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative, zero or longer than 49 days.</exception>
    public TimeSpan AckTimeout
    {
        get;
        set => field = Checked(value);
    } = TimeSpan.FromSeconds(15);

    /// <summary>Gets or sets the time that the server may take to acknowledge a subscription. When it is over, that subscription alone is concerned.</summary>
    /// <value>Default: 15 seconds.</value>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative, zero or longer than 49 days.</exception>
    public TimeSpan StartTimeout
    {
        get;
        set => field = Checked(value);
    } = TimeSpan.FromSeconds(15);

    /// <summary>Gets or sets how long a connection is kept that nobody is subscribed on.</summary>
    /// <value>Default: 5 seconds.</value>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative, zero or longer than 49 days.</exception>
    public TimeSpan IdleTimeout
    {
        get;
        set => field = Checked(value);
    } = TimeSpan.FromSeconds(5);

    /// <summary>Gets or sets the silence after which it is looked into whether the host is within reach.</summary>
    /// <value>Default: 65 seconds; AppSync gives a sign of life every 60.</value>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative, zero or longer than 49 days.</exception>
    public TimeSpan KeepAliveTimeout
    {
        get;
        set => field = Checked(value);
    } = TimeSpan.FromSeconds(65);

    /// <summary>Gets or sets the silence after which a connection is given up, where the server does not say how long that is.</summary>
    /// <value>Default: 5 minutes.</value>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative, zero or longer than 49 days.</exception>
    public TimeSpan ConnectionTimeout
    {
        get;
        set => field = Checked(value);
    } = TimeSpan.FromMinutes(5);

    /// <summary>Gets or sets the age at which a connection is replaced by a new one, without a gap, before the server ends it.</summary>
    /// <value>Default: 23 hours and 45 minutes; AppSync ends connections after 24 hours.</value>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative, zero or longer than 49 days.</exception>
    public TimeSpan ConnectionLifetime
    {
        get;
        set => field = Checked(value);
    } = TimeSpan.FromMinutes((24 * 60) - 15);

    /// <summary>Gets or sets how many subscriptions share a connection; for more, another one is made.</summary>
    /// <value>Default: 100.</value>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public int SubscriptionsPerConnection
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 100;

    /// <summary>Gets or sets the most bytes of a message that are taken. A larger one is thrown away, which the log tells.</summary>
    /// <value>Default: 4 MiB.</value>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public int MaxMessageBytes
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 4 * 1024 * 1024;

    /// <summary>Gets or sets the protocol of GraphQL subscriptions.</summary>
    /// <value>Default: <see cref="RealtimeProtocol.Automatic"/>.</value>
    public RealtimeProtocol Protocol { get; set; }

    /// <summary>Gets or sets where the handshake carries its authorization.</summary>
    /// <value>Default: <see cref="RealtimeAuthCarrier.SubProtocol"/>.</value>
    public RealtimeAuthCarrier AuthCarrier { get; set; }

    /// <summary>
    /// Gets or sets a function that gives the wait before a connection is made again, or <see langword="null"/> to give up, with which the
    /// subscriptions on it fail.
    /// </summary>
    /// <value>
    /// Default: none, so that it is tried without end: at once when the connection had lived for a minute, then after a random part of 250
    /// milliseconds, doubled with every attempt up to 30 seconds.
    /// </value>
    public Func<ReconnectAttempt, TimeSpan?>? ReconnectPolicy { get; set; }

    internal RealtimeOptions Copy() => (RealtimeOptions)MemberwiseClone();

    private static TimeSpan Checked(TimeSpan value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, LongestTimer);
        return value;
    }
}
