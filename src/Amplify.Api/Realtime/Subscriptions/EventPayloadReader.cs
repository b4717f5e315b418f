using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Amplify.Api.Realtime.Subscriptions;

/// <summary>Reads events: each a text that holds JSON, alone or in a list.</summary>
internal sealed class EventPayloadReader<T>(JsonTypeInfo<T> type) : IPayloadReader<T>
{
    private readonly JsonReaderOptions _options = new() { MaxDepth = type.Options.MaxDepth };

    public IReadOnlyList<byte[]>? Split(ReadOnlySpan<byte> payload)
    {
        var reader = new Utf8JsonReader(payload);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray)
        {
            return null;
        }

        var events = new List<byte[]>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            int start = (int)reader.TokenStartIndex;
            reader.Skip();
            events.Add(payload[start..(int)reader.BytesConsumed].ToArray());
        }

        return events;
    }

    public SubscriptionItem<T> Read(ReadOnlySpan<byte> payload)
    {
        var reader = new Utf8JsonReader(payload);
        reader.Read();
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
