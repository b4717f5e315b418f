using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Amplify.Api.Realtime.Subscriptions;

/// <summary>Reads an event: a text that holds JSON, alone or as the one element of a list.</summary>
internal sealed class EventPayloadReader<T>(JsonTypeInfo<T> type) : IPayloadReader<T>
{
    private readonly JsonReaderOptions _options = new() { MaxDepth = type.Options.MaxDepth };

    public SubscriptionItem<T> Read(ReadOnlySpan<byte> payload)
    {
        var reader = new Utf8JsonReader(payload);
        reader.Read();
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            reader.Read();
        }

        if (reader.TokenType != JsonTokenType.String)
        {
            throw new JsonException("The event is not a text.");
        }

        if (!reader.ValueIsEscaped)
        {
            return ReadText(reader.ValueSpan);
        }

        byte[] text = ArrayPool<byte>.Shared.Rent(reader.ValueSpan.Length);
        try
        {
            return ReadText(text.AsSpan(0, reader.CopyString(text)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(text);
        }
    }

    private SubscriptionItem<T> ReadText(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text, _options);
        reader.Read();
        return new SubscriptionItem<T> { Kind = ItemKind.Data, HasValue = true, Value = JsonValue.Read(ref reader, type) };
    }
}
