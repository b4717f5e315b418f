using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Amplify.Local.Hosting;

namespace Amplify.Local.Realtime;

/// <summary>Reads frames that need not be what they should.</summary>
internal static class FrameJson
{
    /// <returns>Whether it is an object.</returns>
    public static bool TryParse(ReadOnlyMemory<byte> message, [NotNullWhen(true)] out JsonDocument? frame)
    {
        try
        {
            frame = JsonInput.Parse(message);
        }
        catch (JsonException)
        {
            frame = null;
            return false;
        }

        if (frame.RootElement.ValueKind == JsonValueKind.Object)
        {
            return true;
        }

        frame.Dispose();
        frame = null;
        return false;
    }

    /// <summary>Gives a member; undefined when there is none.</summary>
    public static JsonElement Member(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement member) ? member : default;

    /// <summary>Gives a member that is a text, or <see langword="null"/>.</summary>
    public static string? Text(this JsonElement element, string name) => element.Member(name).Text();

    /// <summary>Gives a text, or <see langword="null"/> when it is none.</summary>
    public static string? Text(this JsonElement element) => element.ValueKind == JsonValueKind.String ? element.GetString() : null;
}
