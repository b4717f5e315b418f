using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Amplify.Local.AppSync.Authorization.Tokens;

/// <summary>Verifies that a token is signed by its issuer, with a key that only the issuer can have, and that now is within its time.</summary>
internal sealed class TokenSignature(ISigningKeySource keys)
{
    // Nothing symmetric, and not "none": whoever knows a public key could sign with it.
    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    private static readonly JsonWebTokenHandler Handler = new();

    public async ValueTask<AppSyncRefusal?> RefuseAsync(BearerToken token, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!Algorithms.Contains(token.Token.Alg, StringComparer.Ordinal))
        {
            return AppSyncRefusal.NotAuthorized;
        }

        string? keyId = string.IsNullOrEmpty(token.Token.Kid) ? null : token.Token.Kid;
        IReadOnlyList<SecurityKey> candidates = await keys.FindAsync(keyId, cancellationToken).ConfigureAwait(false);
        return candidates.Count > 0 && await IsSignedAsync(token, candidates).ConfigureAwait(false)
            ? RefuseTime(token, now)
            : AppSyncRefusal.NotAuthorized;
    }

    private static async Task<bool> IsSignedAsync(BearerToken token, IReadOnlyList<SecurityKey> candidates)
    {
        TokenValidationResult result = await Handler.ValidateTokenAsync(token.Token, new TokenValidationParameters
        {
            IssuerSigningKeys = candidates,
            ValidAlgorithms = Algorithms,
            // The rest is checked by the rules of AppSync and by the backend's clock, each with an answer of its own.
            ValidateIssuer = false,
            ValidateAudience = false,
            ValidateLifetime = false,
            LogValidationExceptions = false,
        }).ConfigureAwait(false);
        return result.IsValid;
    }

    private static AppSyncRefusal? RefuseTime(BearerToken token, DateTimeOffset now)
    {
        if (token.Time("exp") is not { } end || IsUnreadable(token, "nbf") || IsUnreadable(token, "iat"))
        {
            return AppSyncRefusal.NotAuthorized;
        }

        if (end <= now)
        {
            return AppSyncRefusal.ExpiredToken;
        }

        return token.Time("nbf") > now || token.Time("iat") > now ? AppSyncRefusal.NotAuthorized : null;
    }

    private static bool IsUnreadable(BearerToken token, string claim) => token.Claims.ContainsKey(claim) && token.Time(claim) is null;
}
