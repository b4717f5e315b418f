using System.Text.Json;
using System.Text.Json.Serialization;

namespace Amplify.Benchmarks.Calls;

/// <summary>How the calls' JSON is written and read, generated at build time.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Item))]
[JsonSerializable(typeof(ItemRequest))]
[JsonSerializable(typeof(ItemAnswer))]
internal sealed partial class CallJson : JsonSerializerContext;
