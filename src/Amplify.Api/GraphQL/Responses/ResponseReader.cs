using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Amplify.Core.Http;

namespace Amplify.Api.GraphQL.Responses;

/// <summary>Reads answers.</summary>
internal sealed class ResponseReader(JsonSerializerOptions json)
{
    private readonly EnvelopeContract _contract = new(json);

    /// <summary>Refuses a type that could not be read, before anything is done on the server.</summary>
    /// <exception cref="AmplifyConfigurationException">There is no JSON type information for the type.</exception>
    public void Check<TData>() => _ = _contract.For<TData>();

    /// <exception cref="ApiException">This is no answer of a GraphQL server, or its data cannot be read as the type.</exception>
    /// <exception cref="GraphQLException">The data cannot be read as the type, and there are errors.</exception>
    public GraphQLResponse<TData> Read<TData>(HttpCall call, HttpAnswer answer)
    {
        try
        {
            GraphQLResponse<TData> response = Read(call, answer, _contract.For<TData>()) ?? throw GraphQLErrors.NotGraphQL(call, answer, cause: null);
            if (response is { HasData: true, Errors.Count: 0 })
            {
                // Nothing is left to be explained with it.
                answer.Drop();
            }

            return response;
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw Explain(call, answer, typeof(TData), e);
        }
    }

    private static GraphQLResponse<TData>? Read<TData>(HttpCall call, HttpAnswer answer, JsonTypeInfo<Envelope<TData>> contract) =>
        JsonSerializer.Deserialize(answer.Utf8, contract) is { IsGraphQL: true } envelope ? new GraphQLResponse<TData>(call, answer, envelope) : null;

    // Errors count for more than the data that they come with, whose shape is often theirs: a null where the type has none.
    private AmplifyException Explain(HttpCall call, HttpAnswer answer, Type type, Exception cause)
    {
        GraphQLResponse<JsonElement>? response;
        try
        {
            response = Read(call, answer, _contract.For<JsonElement>());
        }
        catch (JsonException)
        {
            response = null;
        }

        return response switch
        {
            null => GraphQLErrors.NotGraphQL(call, answer, cause),
            { Errors.Count: > 0 } => GraphQLErrors.Failed(call, answer, response.Errors, response.Data, cause),
            _ => GraphQLErrors.Unreadable(call, answer, type, cause),
        };
    }
}
