using System.Text.Json;

namespace Amplify.Api.Realtime.Subscriptions;

/// <summary>Reads messages out of payloads.</summary>
internal interface IPayloadReader<T>
{
    /// <summary>Takes a payload that holds several messages apart.</summary>
    /// <param name="payload">Bytes that begin with the payload's JSON value.</param>
    /// <returns>The payload of each message, in order; <see langword="null"/> when it is one message, as all are with most protocols.</returns>
    IReadOnlyList<byte[]>? Split(ReadOnlySpan<byte> payload) => null;

    /// <summary>Reads a payload, once.</summary>
    /// <param name="payload">Bytes that begin with the payload's JSON value.</param>
    /// <returns>The message.</returns>
    /// <exception cref="JsonException">It is not one; as with any other exception that the types of the application throw.</exception>
    SubscriptionItem<T> Read(ReadOnlySpan<byte> payload);
}
