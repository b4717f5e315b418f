namespace Amplify;

/// <summary>How a subscription is made, buffered and kept whole.</summary>
/// <typeparam name="T">The type of its messages.</typeparam>
public sealed class SubscriptionOptions<T>
{
    /// <summary>Gets or sets how many messages wait for the subscriber at most.</summary>
    /// <value>Default: 1,000.</value>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public int BufferCapacity
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 1000;

    /// <summary>Gets or sets what happens when more messages come than <see cref="BufferCapacity"/>.</summary>
    /// <value>Default: <see cref="OverflowPolicy.Fail"/>.</value>
    public OverflowPolicy Overflow { get; set; }

    /// <summary>
    /// Gets or sets a function that reads what was missed while there was no connection, in the order in which it is to be delivered. It is given the
    /// time since when messages may be missing, by the clock of the server and with a margin, the message that was delivered last, if any, and a
    /// token that is cancelled when the subscription is disposed of.
    /// </summary>
    /// <value>
    /// Default: none, so that what was sent meanwhile is missing; <see cref="SubscriptionEvent{T}.Reconnected"/> tells that there was a gap.
    /// </value>
    /// <remarks>
    /// What it gives is delivered before what came over the new connection. Set <see cref="KeyOf"/> too: without it, what comes both ways is
    /// delivered twice. A failure that may pass is tried again; any other one ends the subscription.
    /// What is written while it reads page by page may be behind what was read, and is then delivered out of order: read with one query, or from a
    /// store whose order is the order of writing.
    /// </remarks>
    public Func<DateTimeOffset, T?, CancellationToken, IAsyncEnumerable<T>>? CatchUp { get; set; }

    /// <summary>
    /// Gets or sets a function that gives the key of a message, by which one that is both caught up on and sent by the server is recognised and
    /// delivered once. Where a later state of the same thing is another message, its version belongs to the key.
    /// </summary>
    /// <value>Default: none.</value>
    public Func<T, string>? KeyOf { get; set; }

    /// <summary>Gets or sets how the subscription is authorized.</summary>
    /// <value>Default: the client's mode, else the API's.</value>
    public AuthMode? AuthMode { get; set; }

    /// <summary>Gets or sets the token to send, in one of the modes that send one.</summary>
    /// <value>Default: what the client's provider for the mode gives. A token that is given here is not renewed.</value>
    public string? Token { get; set; }

    /// <summary>Gets or sets the API key to send, in the mode <see cref="Amplify.AuthMode.ApiKey"/>.</summary>
    /// <value>Default: the API's.</value>
    public string? ApiKey { get; set; }

    /// <summary>Gets the headers that go with the subscription. They win over the API's; <see langword="null"/> removes one.</summary>
    /// <value>Default: none.</value>
    public IDictionary<string, string?> Headers { get; } = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
}
