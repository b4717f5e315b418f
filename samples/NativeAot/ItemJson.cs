using System.Text.Json;
using System.Text.Json.Serialization;

/// <summary>How the program's types are written and read, generated at build time: there is no reflection to find out at run time.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Item))]
[JsonSerializable(typeof(ItemPage))]
internal sealed partial class ItemJson : JsonSerializerContext;
