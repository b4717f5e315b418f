using Microsoft.Extensions.Primitives;

namespace Amplify.Local.Hosting;

/// <summary>What a service answers, before it goes to the socket: whole, so that a fault can still change or cut it.</summary>
internal sealed class HttpAnswer
{
    public const string Json = "application/json";

    public required int StatusCode { get; init; }

    public string? ContentType { get; init; } = Json;

    public IReadOnlyList<KeyValuePair<string, StringValues>> Headers { get; init; } = [];

    public ReadOnlyMemory<byte> Body { get; init; }
}
