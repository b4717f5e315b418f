using System.Text.Json.Serialization;

namespace Amplify.Auth.Stores;

/// <summary>The form of a store's file.</summary>
[JsonSourceGenerationOptions(WriteIndented = true)]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class AuthStoreJson : JsonSerializerContext;
