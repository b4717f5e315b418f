using System.Text.Json;

namespace Amplify.Api.Realtime.Connection;

/// <summary>What the acknowledgement of a connection tells.</summary>
/// <param name="Connection">The silence after which the connection is dead.</param>
internal readonly record struct ConnectionTimeouts(TimeSpan Connection)
{
    /// <summary>Reads the payload of an acknowledgement. The name is not the same with all servers, and a missing or zero time means the default.</summary>
    public static ConnectionTimeouts Read(ReadOnlySpan<byte> payload, TimeSpan standard)
    {
        if (payload.IsEmpty)
        {
            return new(standard);
        }

        try
        {
            var reader = new Utf8JsonReader(payload);
            if (JsonElement.TryParseValue(ref reader, out JsonElement? value)
                && (MillisecondsOf(value.Value, "connectionTimeoutMs") ?? MillisecondsOf(value.Value, "connectionTimeout")) is { } milliseconds)
            {
                return new(TimeSpan.FromMilliseconds(milliseconds));
            }
        }
        catch (JsonException)
        {
            // An acknowledgement is one, whatever is in it.
        }

        return new(standard);
    }

    private static double? MillisecondsOf(JsonElement payload, string name) =>
        payload.ValueKind == JsonValueKind.Object
        && payload.TryGetProperty(name, out JsonElement value)
        && value.ValueKind == JsonValueKind.Number
        && value.TryGetDouble(out double milliseconds)
        && milliseconds is > 0 and < int.MaxValue
            ? milliseconds
            : null;
}
