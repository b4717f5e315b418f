using System.Text.Json;

namespace Amplify.Local;

/// <summary>A caller with a token of a user pool.</summary>
public sealed class AppSyncUserPoolIdentity : AppSyncIdentity
{
    /// <summary>Gets the user's id, which never changes.</summary>
    public required string Sub { get; init; }

    /// <summary>Gets the issuer of the token.</summary>
    public required string Issuer { get; init; }

    /// <summary>Gets the user's name in the pool.</summary>
    /// <value><see langword="null"/> for the token of an app client that calls for itself.</value>
    public string? Username { get; init; }

    /// <summary>Gets all claims of the token, as they stand in it.</summary>
    public required IReadOnlyDictionary<string, JsonElement> Claims { get; init; }

    /// <summary>Gets the address of the caller.</summary>
    public required IReadOnlyList<string> SourceIp { get; init; }

    /// <summary>Gets what happens to fields without a directive: <c>ALLOW</c> or <c>DENY</c>.</summary>
    public required string DefaultAuthStrategy { get; init; }

    /// <summary>Gets the groups that the user is in.</summary>
    /// <value><see langword="null"/> for a user in no group.</value>
    public IReadOnlyList<string>? Groups { get; init; }
}
