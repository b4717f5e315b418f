namespace Amplify.Api.Realtime.Subscriptions;

/// <summary>An element of a subscription's buffer: a value, so that a message that waits costs no object of its own.</summary>
internal readonly struct SubscriptionItem<T>
{
    public ItemKind Kind { get; init; }

    /// <summary>Gets whether <see cref="Value"/> came from the server.</summary>
    public bool HasValue { get; init; }

    public T? Value { get; init; }

    /// <summary>Gets the errors of a message, or why one could not be read.</summary>
    public object? Fault { get; init; }

    /// <summary>Gets the bytes of a message that could not be read.</summary>
    public byte[]? Payload { get; init; }

    /// <summary>Gets when the message was received, as a timestamp; for a gap, since when messages are missing, in ticks; or how many were dropped.</summary>
    public long Number { get; init; }

    public IReadOnlyList<GraphQLError> Errors => Fault as IReadOnlyList<GraphQLError> ?? [];
}
