using Amplify.Auth.UserPool.Messages;

namespace Amplify.Auth.UserPool;

/// <summary>Reads the tokens of an answer.</summary>
internal static class AuthenticationResult
{
    /// <param name="client">Whose answer it is.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="previous">The tokens that were renewed: what the answer leaves out stays.</param>
    /// <exception cref="AmplifyAuthException">There are no tokens in it.</exception>
    public static AuthTokens Read(UserPoolClient client, AuthenticationMessages.AuthenticationAnswer answer, AuthTokens? previous = null)
    {
        AuthenticationMessages.ResultPart? result = answer.AuthenticationResult;
        AuthToken access = AuthToken.Parse(result?.AccessToken)
            ?? throw client.Unexpected("a sign-in", "it has no AccessToken, or one that is not a JSON web token");
        AuthToken? id = AuthToken.Parse(result!.IdToken);
        return id is null && !string.IsNullOrEmpty(result.IdToken)
            ? throw client.Unexpected("a sign-in", "its IdToken is not a JSON web token")
            : new AuthTokens(access, id, string.IsNullOrEmpty(result.RefreshToken) ? previous?.RefreshToken : result.RefreshToken);
    }
}
