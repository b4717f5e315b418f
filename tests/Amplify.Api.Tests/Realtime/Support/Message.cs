using System.Text.Json.Serialization;

namespace Amplify.Api.Tests.Realtime;

/// <summary>What the subscriptions of the tests give.</summary>
public sealed record Message(int Number, string? Text = null);

/// <summary>Type information, as an application that is trimmed has it.</summary>
[JsonSerializable(typeof(Message))]
[JsonSourceGenerationOptions(PropertyNameCaseInsensitive = true)]
internal sealed partial class MessageContext : JsonSerializerContext;
