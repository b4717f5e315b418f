using System.Text.Json;
using System.Text.Json.Nodes;
using Amplify.Local.AppSync.Resolvers;

namespace Amplify.Local.AppSync.Scalars;

/// <summary>
/// Any JSON, in a string. A resolver gets the parsed value and may return a value or a text: a text that is JSON goes out as it is, any
/// other value as its JSON.
/// </summary>
internal sealed class JsonScalar() : AppSyncScalar("AWSJSON", "JSON in a string.")
{
    public override object Read(object value) =>
        value is string text && TryParse(text, out JsonElement json) ? json : throw new ScalarException($"Unable to parse {value} as valid JSON.");

    public override object Write(object value) => ResolverValue.IsText(value, out string? text) && TryParse(text, out _)
        ? text
        : value switch
        {
            JsonElement element => element.GetRawText(),
            JsonNode node => node.ToJsonString(),
            _ => JsonSerializer.Serialize(value, ResolverValue.Json),
        };

    private static bool TryParse(string text, out JsonElement json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            json = document.RootElement.Clone();
            return true;
        }
        catch (JsonException)
        {
            json = default;
            return false;
        }
    }
}
