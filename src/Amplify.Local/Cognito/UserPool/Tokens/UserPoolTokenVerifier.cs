using Amplify.Local.Tokens;

namespace Amplify.Local.Cognito.UserPool.Tokens;

/// <summary>
/// Verifies id and access tokens of the pool as anyone can who knows its keys: signature, issuer, times and the claims that each has.
/// Whether a token has been revoked only the pool knows, and only its own operations ask.
/// </summary>
internal sealed class UserPoolTokenVerifier(Func<string> issuer, ISigningKeySource keys)
{
    private readonly TokenSignature _signature = new(keys);

    /// <param name="token">The token, with or without <c>Bearer</c> before it.</param>
    /// <param name="now">The time that it has to be valid at.</param>
    /// <param name="cancellationToken">Cancels looking for keys.</param>
    public async ValueTask<TokenVerification> VerifyAsync(string token, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (BearerToken.Parse(token) is not { } read)
        {
            return TokenFault.Unreadable;
        }

        if (!string.Equals(read.Issuer, issuer(), StringComparison.Ordinal))
        {
            return TokenFault.OtherIssuer;
        }

        if (await _signature.FindFaultAsync(read, now, cancellationToken).ConfigureAwait(false) is { } fault)
        {
            return fault;
        }

        return Read(read);
    }

    private static TokenVerification Read(BearerToken token)
    {
        (TokenUse Use, string? Client)? kind = token.Text("token_use") switch
        {
            "id" => (TokenUse.Id, token.Text("aud")),
            "access" => (TokenUse.Access, token.Text("client_id")),
            _ => null,
        };
        return kind is { Client: { } client } known && token.Text("sub") is { } subject
            ? new UserPoolToken(token, known.Use, client, subject)
            : TokenFault.MissingClaim;
    }
}
