using System.Text.Json;
using System.Text.Json.Serialization;

/// <summary>How the program's types are written and read, generated at build time: there is no reflection to find out at run time.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Item))]
[JsonSerializable(typeof(ItemPage))]
[JsonSerializable(typeof(CreateEventData))]
[JsonSerializable(typeof(ListEventsData))]
internal sealed partial class SampleJson : JsonSerializerContext;
