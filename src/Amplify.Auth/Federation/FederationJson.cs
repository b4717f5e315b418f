using System.Text.Json.Serialization;

namespace Amplify.Auth.Federation;

/// <summary>The form of what is kept between runs.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(KeptFederation))]
internal sealed partial class FederationJson : JsonSerializerContext;
