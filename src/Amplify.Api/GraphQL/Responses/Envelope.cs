using System.Text.Json;

namespace Amplify.Api.GraphQL.Responses;

/// <summary>An answer as GraphQL servers give it.</summary>
internal sealed class Envelope<TData>
{
    public TData? Data { get; private set; }

    public bool HasData { get; private set; }

    public List<GraphQLError>? Errors { get; set; }

    public JsonElement? Extensions { get; set; }

    /// <summary>Gets whether this is an answer of a GraphQL server, and not some other JSON object.</summary>
    public bool IsGraphQL => HasData || Errors is { Count: > 0 };

    public void SetData(TData? data)
    {
        Data = data;
        HasData = true;
    }
}
