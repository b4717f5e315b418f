using Amplify.Auth.UserPool;
using Amplify.Auth.UserPool.Messages;

namespace Amplify.Auth.Session;

/// <summary>Gets new tokens with a refresh token.</summary>
internal sealed class SessionRenewer(UserPoolClient client, TimeProvider timeProvider, SharedRenewals? shared)
{
    // Servers that play the service may know the older way only; what one of them knows does not change.
    private volatile bool _isOlderFlow;

    /// <exception cref="AmplifyAuthException">The pool gives none; see <see cref="IsFinal"/>.</exception>
    public Task<UserSession> RenewAsync(UserSession session, CancellationToken cancellationToken) => shared is null
        ? RenewItselfAsync(session, cancellationToken)
        : shared.RunAsync(session, latest => RenewItselfAsync(latest, CancellationToken.None), cancellationToken);

    /// <summary>Tells whether the refresh token will never do again. A client that is set up wrongly, or a firewall, says nothing about it.</summary>
    public static bool IsFinal(AmplifyAuthException failure) => failure.ErrorType switch
    {
        "NotAuthorizedException" => failure.Reason != AmplifyAuthReason.UserPoolUnavailable,
        "TokenRevokedException" or "RefreshTokenReuseException" => true,
        "UserNotFoundException" or "UserNotConfirmedException" or "PasswordResetRequiredException" => true,
        _ => failure.Reason == AmplifyAuthReason.SessionExpired,
    };

    private async Task<UserSession> RenewItselfAsync(UserSession session, CancellationToken cancellationToken)
    {
        string refreshToken = session.Tokens.RefreshToken ?? throw new AmplifyAuthException(
            "The user's tokens have expired, and the sign-in gave no refresh token to get others with. Sign in again.", AmplifyAuthReason.SessionExpired);
        AuthenticationMessages.AuthenticationAnswer answer = await AskAsync(session, refreshToken, cancellationToken).ConfigureAwait(false);
        AuthTokens tokens = AuthenticationResult.Read(client, answer, session.Tokens);
        return UserSession.Begin(tokens, session.DeviceKey, timeProvider.GetUtcNow());
    }

    private async Task<AuthenticationMessages.AuthenticationAnswer> AskAsync(UserSession session, string refreshToken, CancellationToken cancellationToken)
    {
        if (!_isOlderFlow)
        {
            try
            {
                return await client.CallAsync(UserPoolOperations.GetTokensFromRefreshToken, Request(session, refreshToken), cancellationToken).ConfigureAwait(false);
            }
            catch (AmplifyAuthException e) when (e.ErrorType is "UnknownOperationException" or "UnsupportedOperationException")
            {
                _isOlderFlow = true;
            }
        }

        return await client.CallAsync(UserPoolOperations.InitiateAuth, OlderRequest(session, refreshToken), cancellationToken).ConfigureAwait(false);
    }

    private AuthenticationMessages.GetTokensRequest Request(UserSession session, string refreshToken) => new()
    {
        RefreshToken = refreshToken,
        ClientId = client.Settings.ClientId,
        ClientSecret = client.Settings.ClientSecret,
        DeviceKey = session.DeviceKey,
    };

    private AuthenticationMessages.InitiateAuthRequest OlderRequest(UserSession session, string refreshToken)
    {
        var parameters = new Dictionary<string, string> { ["REFRESH_TOKEN"] = refreshToken };
        if (session.DeviceKey is { } device)
        {
            parameters["DEVICE_KEY"] = device;
        }

        if (client.SecretHashOf(session.Username) is { } hash)
        {
            parameters["SECRET_HASH"] = hash;
        }

        return new() { ClientId = client.Settings.ClientId, AuthFlow = "REFRESH_TOKEN_AUTH", AuthParameters = parameters };
    }
}
