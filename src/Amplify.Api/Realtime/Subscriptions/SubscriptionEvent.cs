using System.Diagnostics.CodeAnalysis;

namespace Amplify;

/// <summary>What happens on a subscription: a message, or what became of one.</summary>
/// <typeparam name="T">The type of the messages.</typeparam>
[SuppressMessage("Design", "CA1034", Justification = "A closed hierarchy: the cases belong to it and are read with its name.")]
public abstract record SubscriptionEvent<T>
{
    private SubscriptionEvent()
    {
    }

    /// <summary>A message.</summary>
    /// <param name="Value">What it holds; the default of the type when the server sent errors and no data.</param>
    /// <param name="Errors">What the server says is wrong with it; empty as a rule.</param>
    public sealed record Data(T? Value, IReadOnlyList<GraphQLError> Errors) : SubscriptionEvent<T>;

    /// <summary>A message that could not be read as <typeparamref name="T"/>. The subscription goes on.</summary>
    /// <param name="Error">Why.</param>
    /// <param name="Payload">The message as it came, as UTF-8.</param>
    public sealed record Undecodable(Exception Error, ReadOnlyMemory<byte> Payload) : SubscriptionEvent<T>;

    /// <summary>The connection was lost and is there again. What was sent in between follows when there is a way to catch up, and is missing otherwise.</summary>
    /// <param name="Since">When the subscription was last known to be live, by the clock of this machine.</param>
    public sealed record Reconnected(DateTimeOffset Since) : SubscriptionEvent<T>;

    /// <summary>Messages were thrown away because the subscriber did not keep up.</summary>
    /// <param name="Count">How many.</param>
    public sealed record Dropped(long Count) : SubscriptionEvent<T>;
}
