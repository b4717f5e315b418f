using System.Buffers.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Amplify;

/// <summary>A token of a signed-in user, and what it says.</summary>
/// <remarks>
/// The claims are read, not verified: the token came from the user pool itself, and whoever is sent it verifies it.
/// See <see href="https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-with-identity-providers.html">User pool tokens</see>.
/// </remarks>
[System.Diagnostics.DebuggerDisplay("{ToString(),nq}")]
public sealed class AuthToken
{
    private AuthToken(string value, Dictionary<string, JsonElement> claims)
    {
        Value = value;
        Claims = claims;
        Subject = GetClaim("sub");
        IssuedAt = TimeOf("iat");
        ExpiresAt = TimeOf("exp") ?? DateTimeOffset.MaxValue;
    }

    /// <summary>Gets the token as it is sent.</summary>
    public string Value { get; }

    /// <summary>Gets what the token says, by the names of the claims, such as <c>email</c> or <c>cognito:groups</c>.</summary>
    public IReadOnlyDictionary<string, JsonElement> Claims { get; }

    /// <summary>Gets the id of the user that never changes: the claim <c>sub</c>.</summary>
    public string? Subject { get; }

    /// <summary>Gets when the token was made, by the clock of the user pool.</summary>
    public DateTimeOffset? IssuedAt { get; }

    /// <summary>Gets when the token expires, by the clock of the user pool.</summary>
    /// <value><see cref="DateTimeOffset.MaxValue"/> when it does not say.</value>
    public DateTimeOffset ExpiresAt { get; }

    /// <summary>Gets the groups that the user belongs to: the claim <c>cognito:groups</c>.</summary>
    public IReadOnlyList<string> Groups => field ??= ReadGroups();

    /// <summary>Gets a claim as text.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The text of a string, the JSON of anything else, or <see langword="null"/> when the token has no such claim.</returns>
    public string? GetClaim(string name) =>
        Claims.TryGetValue(name, out JsonElement claim)
            ? claim.ValueKind == JsonValueKind.String ? claim.GetString() : claim.GetRawText()
            : null;

    /// <summary>Describes the token without giving it away.</summary>
    /// <returns>Whose token it is, and when it expires.</returns>
    public override string ToString() => FormattableString.Invariant($"token of {Subject ?? "nobody"} until {ExpiresAt:u}");

    /// <summary>Reads a token, or gives <see langword="null"/> when the text is not one.</summary>
    internal static AuthToken? Parse(string? value)
    {
        string[] parts = value?.Split('.') ?? [];
        if (parts.Length != 3)
        {
            return null;
        }

        try
        {
            // What is not text is found here, not when a claim is read one day.
            byte[] json = Base64Url.DecodeFromChars(parts[1]);
            if (!Utf8.IsValid(json))
            {
                return null;
            }

            using JsonDocument payload = JsonDocument.Parse(json);
            return payload.RootElement.ValueKind == JsonValueKind.Object
                ? new AuthToken(value!, payload.RootElement.EnumerateObject().GroupBy(claim => claim.Name).ToDictionary(same => same.Key, same => same.Last().Value.Clone()))
                : null;
        }
        catch (Exception e) when (e is FormatException or JsonException or ArgumentOutOfRangeException or InvalidOperationException)
        {
            return null;
        }
    }

    private DateTimeOffset? TimeOf(string name) =>
        Claims.TryGetValue(name, out JsonElement claim) && claim.ValueKind == JsonValueKind.Number ? DateTimeOffset.UnixEpoch.AddSeconds(claim.GetDouble()) : null;

    private string[] ReadGroups() => Claims.TryGetValue("cognito:groups", out JsonElement groups) && groups.ValueKind == JsonValueKind.Array
        ? [.. groups.EnumerateArray().Where(group => group.ValueKind == JsonValueKind.String).Select(group => group.GetString()!)]
        : [];
}
