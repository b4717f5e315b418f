using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Amplify.Local.Tokens;

/// <summary>Makes signed tokens of claims.</summary>
internal static class TokenSigning
{
    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    public static string Sign(Dictionary<string, object?> claims, SigningCredentials credentials)
    {
        IEnumerable<KeyValuePair<string, object?>> present = claims.Where(static claim => claim.Value is not null);
        return Handler.CreateToken(JsonSerializer.Serialize(new Dictionary<string, object?>(present)), credentials);
    }

    /// <exception cref="ArgumentException">The key is neither RSA nor ECDSA.</exception>
    public static SigningCredentials CredentialsOf(AsymmetricAlgorithm key, string keyId) => key switch
    {
        RSA rsa => new(new RsaSecurityKey(rsa) { KeyId = keyId }, SecurityAlgorithms.RsaSha256),
        ECDsa ecdsa => new(new ECDsaSecurityKey(ecdsa) { KeyId = keyId }, ecdsa.KeySize switch
        {
            256 => SecurityAlgorithms.EcdsaSha256,
            384 => SecurityAlgorithms.EcdsaSha384,
            _ => SecurityAlgorithms.EcdsaSha512,
        }),
        _ => throw new ArgumentException("A token is signed with an RSA or an ECDSA key.", nameof(key)),
    };
}
