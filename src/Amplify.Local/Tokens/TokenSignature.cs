using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Amplify.Local.Tokens;

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

    /// <summary>Gives what is wrong, or <see langword="null"/>.</summary>
    public async ValueTask<TokenFault?> FindFaultAsync(BearerToken token, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // What is critical has to be understood (RFC 7515, 4.1.11), and nothing of the kind is.
        if (!Algorithms.Contains(token.Token.Alg, StringComparer.Ordinal) || token.Token.TryGetHeaderValue("crit", out object _))
        {
            return TokenFault.NotSigned;
        }

        string? keyId = string.IsNullOrEmpty(token.Token.Kid) ? null : token.Token.Kid;
        IReadOnlyList<SecurityKey> candidates = await keys.FindAsync(keyId, cancellationToken).ConfigureAwait(false);
        return candidates.Count > 0 && await IsSignedAsync(token, candidates).ConfigureAwait(false)
            ? FindFaultOfTime(token, now)
            : TokenFault.NotSigned;
    }

    private static async Task<bool> IsSignedAsync(BearerToken token, IReadOnlyList<SecurityKey> candidates)
    {
        TokenValidationResult result = await Handler.ValidateTokenAsync(token.Token, new TokenValidationParameters
        {
            IssuerSigningKeys = candidates,
            ValidAlgorithms = Algorithms,
            // The rest is checked by the rules of each service and by the backend's clock, with answers of their own.
            ValidateIssuer = false,
            ValidateAudience = false,
            ValidateLifetime = false,
            LogValidationExceptions = false,
        }).ConfigureAwait(false);
        return result.IsValid;
    }

    private static TokenFault? FindFaultOfTime(BearerToken token, DateTimeOffset now)
    {
        if (token.Time("exp") is not { } end || IsUnreadable(token, "nbf") || IsUnreadable(token, "iat"))
        {
            return TokenFault.NotYetValid;
        }

        if (end <= now)
        {
            return TokenFault.Expired;
        }

        return token.Time("nbf") > now || token.Time("iat") > now ? TokenFault.NotYetValid : null;
    }

    private static bool IsUnreadable(BearerToken token, string claim) => token.Claims.ContainsKey(claim) && token.Time(claim) is null;
}
