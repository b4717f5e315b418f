using System.Text.Json;

namespace Amplify.Local;

/// <summary>A caller with a token of an OpenID Connect provider.</summary>
public sealed class AppSyncOidcIdentity : AppSyncIdentity
{
    /// <summary>Gets the user's id at the provider.</summary>
    public required string Sub { get; init; }

    /// <summary>Gets the issuer of the token.</summary>
    public required string Issuer { get; init; }

    /// <summary>Gets all claims of the token, as they stand in it.</summary>
    public required IReadOnlyDictionary<string, JsonElement> Claims { get; init; }
}
