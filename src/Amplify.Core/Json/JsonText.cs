using System.Text.Json;

namespace Amplify.Core.Json;

/// <summary>Reads texts of servers, which may hold half of a surrogate pair, or bytes that are no UTF-8.</summary>
internal static class JsonText
{
    /// <summary>Gives a text, or <see langword="null"/> where there is none that can be read.</summary>
    public static string? Of(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
