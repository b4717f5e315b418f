using System.Text.Json.Serialization;

namespace Amplify.Api.Events;

/// <summary>The answer to publishing.</summary>
internal sealed record PublishResult(IReadOnlyList<PublishResult.Failure?>? Failed)
{
    internal sealed record Failure(string? Identifier, int Index, int? Code, string? Message);
}

/// <summary>How it is read.</summary>
[JsonSerializable(typeof(PublishResult))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class PublishResultContext : JsonSerializerContext;
