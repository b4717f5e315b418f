using Amplify.Local.Cognito.UserPool.Clients;
using Amplify.Local.Cognito.UserPool.Users;
using Amplify.Local.Hosting;
using Amplify.Local.Tokens;

namespace Amplify.Local.Cognito.UserPool.Tokens;

/// <summary>Tells whose access token it is that a user's own operations are called with. Here revoked tokens are refused too.</summary>
internal sealed class AccessTokens(
    UserPoolTokenVerifier verifier, SignInStore signIns, UserPoolDirectory users, AppClients clients, ServerClock clock)
{
    /// <exception cref="CognitoException">The token is not one of this pool, has ended, or its user may not do anything.</exception>
    public async ValueTask<AccessTokenCaller> AuthenticateAsync(string accessToken, CancellationToken cancellationToken)
    {
        TokenVerification verification = await verifier.VerifyAsync(accessToken, clock.UtcNow, cancellationToken).ConfigureAwait(false);
        if (!verification.IsValid)
        {
            throw UserPoolErrors.NotAuthorized(verification.Fault == TokenFault.Expired ? "Access Token has expired" : "Invalid Access Token");
        }

        UserPoolToken token = verification.Token;
        if (token.Use != TokenUse.Access || clients.Find(token.ClientId) is not { } client)
        {
            throw UserPoolErrors.NotAuthorized("Invalid Access Token");
        }

        if (!token.Scopes.Contains(GrantRequest.UserScope, StringComparer.Ordinal))
        {
            throw UserPoolErrors.NotAuthorized("Access Token does not have required scopes");
        }

        PoolUser user = users.FindBySubject(token.Subject) ?? throw UserPoolErrors.UserNotFound();
        // A token of the issuer for tests comes from no sign-in that could have ended.
        if (token.OriginId is { } origin && !signIns.IsLive(origin))
        {
            throw UserPoolErrors.NotAuthorized("Access Token has been revoked");
        }

        return user.IsEnabled ? new AccessTokenCaller(user, client, token) : throw UserPoolErrors.UserDisabled();
    }
}
