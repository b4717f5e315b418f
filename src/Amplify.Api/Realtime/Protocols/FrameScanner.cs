using System.Text.Json;

namespace Amplify.Api.Realtime.Protocols;

/// <summary>
/// Finds type, id and payload of a frame in one pass. It stops at the payload when that comes last, as servers send it, so that a payload is read
/// once only: by whoever wants its values.
/// </summary>
internal ref struct FrameScanner
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 1000 };

    private readonly ReadOnlySpan<byte> _message;
    private Utf8JsonReader _reader;

    private FrameScanner(ReadOnlySpan<byte> message)
    {
        _message = message;
        _reader = new Utf8JsonReader(message, Options);
    }

    public ReadOnlySpan<byte> Type { get; private set; }

    public Guid? Id { get; private set; }

    /// <summary>Gets the bytes that begin with the payload.</summary>
    public ReadOnlySpan<byte> Payload { get; private set; }

    /// <summary>Reads a frame.</summary>
    /// <param name="message">The message.</param>
    /// <param name="payloadName">The name of the property that is the payload.</param>
    /// <param name="frame">What was found.</param>
    /// <returns>Whether the message is a JSON object with a type.</returns>
    public static bool TryScan(ReadOnlySpan<byte> message, scoped ReadOnlySpan<byte> payloadName, out FrameScanner frame)
    {
        frame = new FrameScanner(message);
        try
        {
            return frame.Scan(payloadName);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private bool Scan(scoped ReadOnlySpan<byte> payloadName)
    {
        if (!_reader.Read() || _reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        bool whole = false;
        while (!whole && _reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            whole = ReadProperty(payloadName);
        }

        return !Type.IsEmpty;
    }

    // Tells whether all is known.
    private bool ReadProperty(scoped ReadOnlySpan<byte> payloadName)
    {
        if (_reader.ValueTextEquals(payloadName))
        {
            int start = (int)_reader.BytesConsumed;
            if (!Type.IsEmpty && Id is not null)
            {
                Payload = _message[start..];
                return true;
            }

            _reader.Skip();
            Payload = _message[start..(int)_reader.BytesConsumed];
        }
        else if (_reader.ValueTextEquals("type"u8))
        {
            Type = ReadText();
        }
        else if (_reader.ValueTextEquals("id"u8))
        {
            Id = Guid.TryParse(ReadText(), out Guid id) ? id : null;
        }
        else
        {
            _reader.Skip();
        }

        return false;
    }

    private ReadOnlySpan<byte> ReadText()
    {
        _reader.Read();
        if (_reader.TokenType != JsonTokenType.String)
        {
            _reader.Skip();
            return default;
        }

        int length = _reader.ValueSpan.Length;
        if (!_reader.ValueIsEscaped)
        {
            return _message.Slice((int)_reader.TokenStartIndex + 1, length);
        }

        byte[] text = new byte[length];
        return text.AsSpan(0, _reader.CopyString(text));
    }
}
