using Microsoft.IdentityModel.Tokens;

namespace Amplify.Local.Tokens;

/// <summary>The public keys of an issuer.</summary>
internal interface ISigningKeySource
{
    /// <summary>Gives the key of an id, or all keys when a token names none.</summary>
    ValueTask<IReadOnlyList<SecurityKey>> FindAsync(string? keyId, CancellationToken cancellationToken);
}
