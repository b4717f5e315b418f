using System.Text.Json;

namespace Amplify.Local.Events;

/// <summary>What became of each event of a batch.</summary>
internal sealed class PublishReceipt
{
    private readonly List<(string Id, int Index)> _successful = [];
    private readonly List<(string Id, int Index, string Message)> _failed = [];

    public void Succeed(string id, int index) => _successful.Add((id, index));

    public void Fail(string id, int index, string message) => _failed.Add((id, index, message));

    public void WriteMembers(Utf8JsonWriter writer)
    {
        writer.WriteStartArray("successful");
        foreach ((string id, int index) in _successful)
        {
            writer.WriteStartObject();
            writer.WriteString("identifier", id);
            writer.WriteNumber("index", index);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("failed");
        foreach ((string id, int index, string message) in _failed)
        {
            writer.WriteStartObject();
            writer.WriteString("identifier", id);
            writer.WriteNumber("index", index);
            writer.WriteNumber("code", 500);
            writer.WriteString("message", message);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
