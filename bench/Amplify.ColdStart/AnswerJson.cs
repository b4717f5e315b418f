using System.Text.Json;
using System.Text.Json.Serialization;

namespace Amplify.ColdStart;

/// <summary>How the answer is read, generated at build time.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Answer))]
internal sealed partial class AnswerJson : JsonSerializerContext;
