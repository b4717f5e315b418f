namespace Amplify.Api.Realtime.Connection;

/// <summary>Who takes the messages of a subscription.</summary>
internal interface ISubscriber
{
    /// <summary>Takes a message. The bytes are good until the call returns; the next message comes after the task has completed.</summary>
    ValueTask ReceiveAsync(ReadOnlySpan<byte> payload);

    /// <summary>Hears that the subscription is live again after a gap.</summary>
    /// <param name="since">When it was last known to be live.</param>
    void Resume(DateTimeOffset since);

    /// <summary>Hears that nothing will come any longer.</summary>
    /// <param name="failure">Why, or <see langword="null"/> when the server has ended the subscription.</param>
    void End(Exception? failure);
}
