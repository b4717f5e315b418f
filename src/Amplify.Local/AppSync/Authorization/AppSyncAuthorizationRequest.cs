using System.Text.Json;
using Amplify.Local.Hosting;

namespace Amplify.Local.AppSync.Authorization;

/// <summary>
/// What authorization looks at. It comes from an HTTP request, or from a frame of a socket: there the headers are those of the frame, and
/// the method, target and body are those that the client signed for them.
/// </summary>
internal sealed record AppSyncAuthorizationRequest
{
    public required string Method { get; init; }

    /// <summary>Path and query, raw, as a signature covers them.</summary>
    public required string Target { get; init; }

    public required IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; }

    public ReadOnlyMemory<byte> Body { get; init; }

    public required string SourceIp { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public required string RequestId { get; init; }

    /// <summary>The text of the GraphQL document; a connection has none.</summary>
    public string? Document { get; init; }

    public string? OperationName { get; init; }

    /// <summary>The variables, an object; undefined when none were sent.</summary>
    public JsonElement Variables { get; init; }

    /// <summary>What the caller of Events wants to do; <see langword="null"/> for GraphQL.</summary>
    public ChannelAction? ChannelAction { get; init; }

    public static AppSyncAuthorizationRequest Of(LocalRequest request, string? document, string? operationName, JsonElement variables) => new()
    {
        Method = request.Method,
        Target = request.Target.ToString(),
        Headers = request.Headers,
        Body = request.Body,
        SourceIp = request.SourceIp,
        ReceivedAt = request.ReceivedAt,
        RequestId = request.RequestId,
        Document = document,
        OperationName = operationName,
        Variables = variables,
    };

    public string? Header(string name)
    {
        foreach (KeyValuePair<string, string> header in Headers)
        {
            if (header.Key.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return header.Value;
            }
        }

        return null;
    }
}
