using Amplify.Local.Cognito.UserPool.Clients;
using Amplify.Local.Cognito.UserPool.Users;
using Amplify.Local.Hosting;

namespace Amplify.Local.Cognito.UserPool.Tokens;

/// <summary>Gives tokens to users who have signed in, and new ones for refresh tokens.</summary>
internal sealed class TokenGrants(UserTokens tokens, SignInStore signIns, UserPoolDirectory users, ServerClock clock)
{
    /// <summary>Begins a sign-in of a user who has proven who they are.</summary>
    public IssuedTokens Begin(PoolUser user, AppClient client, GrantRequest request)
    {
        // Times travel as whole seconds, so they are whole seconds here too.
        DateTimeOffset now = DateTimeOffset.FromUnixTimeSeconds(clock.UtcNow.ToUnixTimeSeconds());
        string eventId = Guid.NewGuid().ToString();
        bool isRevocable = client.Settings.AllowsTokenRevocation;
        var signIn = new SignIn
        {
            OriginId = isRevocable ? Guid.NewGuid().ToString() : eventId,
            EventId = eventId,
            IsRevocable = isRevocable,
            Subject = user.Subject,
            ClientId = client.Id,
            AuthenticatedAt = now,
            Expires = now + client.Settings.RefreshTokenLifetime,
            Scopes = request.Scopes,
            DeviceKey = request.DeviceKey,
            IsHosted = request.IsHosted,
            Nonce = request.Nonce,
        };
        return tokens.Issue(user, client, signIn, now) with { RefreshToken = signIns.Begin(signIn) };
    }

    /// <summary>Gives new tokens of the same sign-in.</summary>
    /// <param name="refreshToken">The refresh token, which was found to belong to this sign-in.</param>
    /// <param name="signIn">The sign-in.</param>
    /// <param name="client">Its app client.</param>
    /// <exception cref="CognitoException">The user is gone, or may not sign in any longer.</exception>
    public IssuedTokens Renew(string refreshToken, SignIn signIn, AppClient client)
    {
        PoolUser user = users.FindBySubject(signIn.Subject) ?? throw UserPoolErrors.NotAuthorized("Invalid Refresh Token");
        if (!user.IsEnabled)
        {
            throw UserPoolErrors.UserDisabled();
        }

        DateTimeOffset now = clock.UtcNow;
        string? next = client.Settings.RotatesRefreshTokens ? signIns.Replace(refreshToken, signIn.OriginId, now) : null;
        return tokens.Issue(user, client, signIn, now) with { RefreshToken = next };
    }

    /// <summary>Finds the sign-in that a refresh token can renew.</summary>
    /// <exception cref="CognitoException">The token is unknown, another client's, expired, revoked or used up.</exception>
    public SignIn Redeem(string refreshToken, AppClient client)
    {
        DateTimeOffset now = clock.UtcNow;
        return signIns.Find(refreshToken) switch
        {
            { } state when state.SignIn.ClientId != client.Id => throw UserPoolErrors.NotAuthorized("Invalid Refresh Token"),
            { IsRevoked: true } => throw UserPoolErrors.NotAuthorized("Refresh Token has been revoked"),
            { } state when state.SignIn.Expires <= now => throw UserPoolErrors.NotAuthorized("Refresh Token has expired"),
            { Replaced: { } replaced } when now >= replaced + client.Settings.RotationGracePeriod =>
                throw UserPoolErrors.Of("RefreshTokenReuseException", "Refresh token has been replaced by another one, and its grace period is over."),
            { } state => state.SignIn,
            null => throw UserPoolErrors.NotAuthorized("Invalid Refresh Token"),
        };
    }
}
