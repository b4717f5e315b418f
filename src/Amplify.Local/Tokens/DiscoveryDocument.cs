using System.Text.Json.Serialization;

namespace Amplify.Local.Tokens;

/// <summary>What is read of an OpenID Connect discovery document.</summary>
internal sealed record DiscoveryDocument(
    [property: JsonPropertyName("issuer")] string? Issuer,
    [property: JsonPropertyName("jwks_uri")] string? JwksUri);
