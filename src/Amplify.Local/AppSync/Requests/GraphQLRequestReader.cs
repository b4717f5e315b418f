using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Amplify.Local.ApiGateway.Events;
using Amplify.Local.AppSync.Responses;
using Amplify.Local.Hosting;

namespace Amplify.Local.AppSync.Requests;

/// <summary>Reads a GraphQL request, from the body whatever its content type, or from the query string.</summary>
internal static class GraphQLRequestReader
{
    public static bool TryRead(
        LocalRequest request,
        [NotNullWhen(true)] out GraphQLRequest? read,
        [NotNullWhen(false)] out TransportError? error)
    {
        read = null;
        if (request.Method == "GET")
        {
            read = OfQuery(QueryString.Parse(request.Target.Query));
        }
        else if (request.Body.IsEmpty)
        {
            error = TransportError.EmptyBody;
            return false;
        }
        else
        {
            read = OfBody(request.Body);
        }

        error = read is null ? TransportError.Unparsable : null;
        return read is not null;
    }

    /// <summary>Reads the JSON of a body, or of what a socket's frame has in its place.</summary>
    /// <returns><see langword="null"/> when it is no request.</returns>
    public static GraphQLRequest? OfBody(ReadOnlyMemory<byte> body)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            JsonElement root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object && Text(root, "query") is { } query && TryVariables(root, out JsonElement variables)
                ? new GraphQLRequest(query, Text(root, "operationName"), variables)
                : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Invalid surrogates in a text are found only when it is read.
            return null;
        }
    }

    private static GraphQLRequest? OfQuery(MultiMap query)
    {
        if (query.Find("query")?[^1] is not { Length: > 0 } text)
        {
            return null;
        }

        try
        {
            using JsonDocument? variables = query.Find("variables")?[^1] is { Length: > 0 } json ? JsonDocument.Parse(json) : null;
            return new GraphQLRequest(text, query.Find("operationName")?[^1], variables?.RootElement.Clone() ?? default);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out JsonElement member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;

    // The document's memory is given back; what outlives it is copied.
    private static bool TryVariables(JsonElement root, out JsonElement variables)
    {
        variables = default;
        if (!root.TryGetProperty("variables", out JsonElement member) || member.ValueKind == JsonValueKind.Null)
        {
            return true;
        }

        variables = member.ValueKind == JsonValueKind.Object ? member.Clone() : default;
        return member.ValueKind == JsonValueKind.Object;
    }
}
