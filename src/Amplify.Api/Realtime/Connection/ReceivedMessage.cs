namespace Amplify.Api.Realtime.Connection;

/// <summary>A message as it was received.</summary>
/// <param name="Bytes">Its bytes, good until the next one is received.</param>
/// <param name="IsTooLarge">Whether it was larger than is taken, and was thrown away.</param>
internal readonly record struct ReceivedMessage(ReadOnlyMemory<byte> Bytes, bool IsTooLarge);
