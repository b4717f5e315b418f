using System.Text.Json;
using Amplify.Local.AppSync.Resolvers;

namespace Amplify.Local;

/// <summary>A published event, as a handler sees it and gives it back.</summary>
public sealed class LocalChannelEvent
{
    internal LocalChannelEvent(string id, JsonElement payload, string? error = null)
    {
        Id = id;
        Payload = payload;
        Error = error;
    }

    /// <summary>Gets the id that the publisher is told.</summary>
    public string Id { get; }

    /// <summary>Gets the event.</summary>
    public JsonElement Payload { get; }

    internal string? Error { get; }

    /// <summary>Gives this event with another payload.</summary>
    /// <param name="payload">The payload, written as JSON.</param>
    /// <returns>A changed copy.</returns>
    public LocalChannelEvent WithPayload(object? payload) => new(Id, JsonSerializer.SerializeToElement(payload, ResolverValue.Json), Error);

    /// <summary>Gives this event as one that is refused: the publisher finds it in <c>failed</c>, nobody gets it.</summary>
    /// <param name="message">What the publisher is told.</param>
    /// <returns>A changed copy.</returns>
    public LocalChannelEvent WithError(string message)
    {
        ArgumentException.ThrowIfNullOrEmpty(message);
        return new(Id, Payload, message);
    }
}
