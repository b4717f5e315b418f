using System.Text.Json;
using System.Text.Json.Serialization;

namespace Amplify.Browser.TestApp.Checks;

/// <summary>How the page's types are written and read without reflection.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Item))]
[JsonSerializable(typeof(ItemPage))]
[JsonSerializable(typeof(CreatedData))]
[JsonSerializable(typeof(CommentMade))]
[JsonSerializable(typeof(CommentAdded))]
[JsonSerializable(typeof(CountData))]
[JsonSerializable(typeof(SortedDictionary<string, string>))]
internal sealed partial class PageJson : JsonSerializerContext;
