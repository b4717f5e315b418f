using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Amplify.Api.GraphQL.Responses;

namespace Amplify.Api.Realtime.Subscriptions;

/// <summary>Reads <c>{"data":…,"errors":…}</c>.</summary>
internal sealed class GraphQLPayloadReader<T>(JsonTypeInfo<T> type, NullFieldNotice? notice = null) : IPayloadReader<T>
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

        if (!hasValue && errors is null)
        {
            throw new JsonException("The payload has neither data nor errors.");
        }

        notice?.Look(payload, _options, errors);
        return new SubscriptionItem<T> { Kind = ItemKind.Data, Value = value, HasValue = hasValue, Fault = errors };
    }

    // One error alone is seen where a list should be.
    private static List<GraphQLError>? ReadErrors(ref Utf8JsonReader reader)
    {
        JsonElement errors = JsonElement.ParseValue(ref reader);
        return errors.ValueKind switch
        {
            JsonValueKind.Array when errors.GetArrayLength() > 0 => [.. errors.EnumerateArray().Select(GraphQLErrorsConverter.ErrorOf)],
            JsonValueKind.Object => [GraphQLErrorsConverter.ErrorOf(errors)],
            _ => null,
        };
    }
}
