using System.Buffers;
using System.Text.Json;
using Amplify.Api.GraphQL.Documents;
using Amplify.Api.GraphQL.Variables;

namespace Amplify.Api.GraphQL;

/// <summary>The body of a request, in UTF-8: document, name and variables.</summary>
/// <param name="All">The whole body.</param>
/// <param name="Variables">The variables in it; empty when there are none.</param>
internal readonly record struct GraphQLBody(ReadOnlyMemory<byte> All, ReadOnlyMemory<byte> Variables)
{
    private const int RoomForVariables = 256;

    /// <exception cref="ArgumentException">A variable cannot be written.</exception>
    /// <exception cref="AmplifyConfigurationException">There is no JSON type information for a variable.</exception>
    public static GraphQLBody Write(PreparedOperation operation, VariableList variables, JsonSerializerOptions json)
    {
        ReadOnlySpan<byte> start = operation.BodyStart.Span;
        if (variables.IsEmpty)
        {
            byte[] body = [.. start, (byte)'}'];
            return new GraphQLBody(body, default);
        }

        // Not from a pool: the transport, a handler or a later attempt may hold the body when the call is over.
        var buffer = new ArrayBufferWriter<byte>(start.Length + RoomForVariables);
        buffer.Write(start);
        buffer.Write(",\"variables\":"u8);
        int from = buffer.WrittenCount;
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = json.Encoder }))
        {
            variables.Write(writer, json);
        }

        int to = buffer.WrittenCount;
        buffer.Write("}"u8);
        return new GraphQLBody(buffer.WrittenMemory, buffer.WrittenMemory[from..to]);
    }
}
