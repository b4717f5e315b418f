using Amplify.Auth.Session;

namespace Amplify.Auth.HostedUi;

/// <summary>Ends a sign-in at the hosted pages: from their answer to the user's session.</summary>
internal sealed class HostedUiSignIn(TokenEndpoint tokens, UserPoolSession session, TimeProvider timeProvider)
{
    /// <exception cref="AmplifyAuthException">The answer is not of this sign-in, is an error, or there are no tokens for its code.</exception>
    public async Task<SignInStep.Done> CompleteAsync(PendingSignIn signIn, AuthorizationAnswer answer, CancellationToken cancellationToken)
    {
        CheckState(signIn, answer);
        if (answer.Code is not { Length: > 0 } code)
        {
            throw OAuthErrors.Create("The hosted sign-in page", answer.Error, answer.ErrorDescription);
        }

        AuthTokens given = await tokens.ExchangeAsync(code, signIn, cancellationToken).ConfigureAwait(false);
        if (given.IdToken is { } id && id.GetClaim("nonce") != signIn.Nonce)
        {
            throw new AmplifyAuthException(
                "The id token was not made for the sign-in that was begun here, so nobody was signed in. Sign in again.", AmplifyAuthReason.StateMismatch);
        }

        UserSession signedIn = UserSession.Begin(given, deviceKey: null, timeProvider.GetUtcNow());
        await session.SignInAsync(signedIn).ConfigureAwait(false);
        return new SignInStep.Done(signedIn.Username, signedIn.UserSub);
    }

    /// <exception cref="AmplifyAuthException">The answer is not of this sign-in.</exception>
    public static void CheckState(PendingSignIn signIn, AuthorizationAnswer answer)
    {
        if (!signIn.IsStateOf(answer.State))
        {
            throw new AmplifyAuthException(
                "What came back from the hosted pages does not belong to the sign-in that was begun here, so it was not used. Sign in again.",
                AmplifyAuthReason.StateMismatch);
        }
    }
}
