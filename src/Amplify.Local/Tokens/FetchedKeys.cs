using Microsoft.IdentityModel.Tokens;

namespace Amplify.Local.Tokens;

/// <summary>The outcome of the last attempt to fetch keys.</summary>
/// <param name="Keys">The keys; those from before, when the attempt failed.</param>
/// <param name="Attempted">When it was made.</param>
/// <param name="HasFailed">Whether it failed.</param>
internal sealed record FetchedKeys(IReadOnlyList<SecurityKey> Keys, long Attempted, bool HasFailed)
{
    public IReadOnlyList<SecurityKey> Of(string? keyId) => keyId is null ? Keys : [.. Keys.Where(key => key.KeyId == keyId)];
}
