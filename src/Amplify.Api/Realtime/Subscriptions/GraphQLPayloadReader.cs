using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Amplify.Api.Realtime.Subscriptions;

/// <summary>Reads <c>{"data":…,"errors":…}</c>.</summary>
internal sealed class GraphQLPayloadReader<T>(JsonTypeInfo<T> type, JsonTypeInfo<List<GraphQLError>> errorsType) : IPayloadReader<T>
{
    private readonly JsonReaderOptions _options = new()
    {
        MaxDepth = type.Options.MaxDepth == 0 ? 64 : type.Options.MaxDepth,
        CommentHandling = type.Options.ReadCommentHandling,
        AllowTrailingCommas = type.Options.AllowTrailingCommas,
    };

    public SubscriptionItem<T> Read(ReadOnlySpan<byte> payload)
    {
        var reader = new Utf8JsonReader(payload, _options);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("The payload is not an object.");
        }

        T? value = default;
        bool hasValue = false;
        List<GraphQLError>? errors = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("data"u8))
            {
                reader.Read();
                hasValue = reader.TokenType != JsonTokenType.Null;
                value = hasValue ? JsonValue.Read(ref reader, type) : default;
            }
            else if (reader.ValueTextEquals("errors"u8))
            {
                reader.Read();
                errors = ReadErrors(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        return hasValue || errors is not null
            ? new SubscriptionItem<T> { Kind = ItemKind.Data, Value = value, HasValue = hasValue, Fault = errors }
            : throw new JsonException("The payload has neither data nor errors.");
    }

    // One error alone is seen where a list should be.
    private List<GraphQLError>? ReadErrors(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            var info = (JsonTypeInfo<GraphQLError>)errorsType.Options.GetTypeInfo(typeof(GraphQLError));
            return JsonValue.Read(ref reader, info) is { } error ? [error] : null;
        }

        List<GraphQLError>? errors = JsonValue.Read(ref reader, errorsType);
        return errors?.Count > 0 ? errors : null;
    }
}
