using System.Text;
using System.Text.Json;
using Amplify.Local.Realtime;

namespace Amplify.Local.Events;

/// <summary>Reads the events of a publish: one to five texts, each JSON and at most 240 KB.</summary>
internal static class EventBatch
{
    private const int MostEvents = 5;
    private const int LargestEvent = 240 * 1024;

    public static RealtimeError? TryRead(JsonElement events, out IReadOnlyList<LocalChannelEvent> read)
    {
        read = [];
        if (events.ValueKind != JsonValueKind.Array || events.GetArrayLength() is < 1 or > MostEvents)
        {
            return Invalid($"A publish has 1 to {MostEvents} events.");
        }

        var batch = new List<LocalChannelEvent>(events.GetArrayLength());
        foreach (JsonElement entry in events.EnumerateArray())
        {
            if (entry.Text() is not { } text || TryParse(text) is not { } payload)
            {
                return Invalid("An event is a string of JSON.");
            }

            if (Encoding.UTF8.GetByteCount(text) > LargestEvent)
            {
                return Invalid($"An event is at most {LargestEvent} bytes.");
            }

            batch.Add(new LocalChannelEvent(Guid.NewGuid().ToString(), payload));
        }

        read = batch;
        return null;
    }

    private static RealtimeError Invalid(string message) => new("BadRequestException", message, 400);

    private static JsonElement? TryParse(string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
