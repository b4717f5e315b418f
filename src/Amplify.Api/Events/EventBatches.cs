namespace Amplify.Api.Events;

/// <summary>Cuts events into requests as large as the service takes them.</summary>
internal static class EventBatches
{
    private const int MostEvents = 5;
    private const int MostBytes = 240 * 1024;

    /// <summary>Gives the events in batches, in order.</summary>
    /// <exception cref="ArgumentException">An event alone is larger than the service takes.</exception>
    public static List<ArraySegment<byte[]>> Cut(byte[][] events)
    {
        var batches = new List<ArraySegment<byte[]>>();
        int start = 0;
        int bytes = 0;
        for (int i = 0; i < events.Length; i++)
        {
            int size = events[i].Length;
            if (size > MostBytes)
            {
                throw new ArgumentException(
                    FormattableString.Invariant($"Event {i} has {size} bytes as JSON; the service takes {MostBytes}. Send a reference to what is large."), nameof(events));
            }

            if (i - start == MostEvents || bytes + size > MostBytes)
            {
                batches.Add(new ArraySegment<byte[]>(events, start, i - start));
                start = i;
                bytes = 0;
            }

            bytes += size;
        }

        batches.Add(new ArraySegment<byte[]>(events, start, events.Length - start));
        return batches;
    }

    /// <summary>Writes a request: each event is a text that holds JSON.</summary>
    public static byte[] Write(string channel, ArraySegment<byte[]> events) => Realtime.Protocols.FrameWriting.Write((channel, events), static (json, state) =>
    {
        json.WriteString("channel"u8, state.channel);
        json.WriteStartArray("events"u8);
        foreach (byte[] item in state.events)
        {
            json.WriteStringValue(item);
        }

        json.WriteEndArray();
    });
}
