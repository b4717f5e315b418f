using System.Text.Json;
using System.Text.Json.Serialization;

namespace Amplify.Benchmarks.Realtime;

/// <summary>How the messages are read, generated at build time.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(CommentFrame))]
internal sealed partial class RealtimeJson : JsonSerializerContext;
