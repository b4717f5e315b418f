using Amplify.Local.Cognito.UserPool.Tokens;
using Amplify.Local.Cognito.UserPool.Users;

namespace Amplify.Local.Cognito.UserPool.Operations;

/// <summary>Tells whose operation it is that carries an access token.</summary>
internal static class OperationCaller
{
    /// <exception cref="CognitoException">The token is missing, or not one that is taken.</exception>
    public static ValueTask<AccessTokenCaller> CallerAsync(this AccessTokens tokens, OperationInput input, CancellationToken cancellationToken) =>
        tokens.AuthenticateAsync(input.Required("AccessToken", TextRule.Token), cancellationToken);

    /// <exception cref="CognitoException">The token is missing, or not one that is taken.</exception>
    public static async ValueTask<PoolUser> UserAsync(this AccessTokens tokens, OperationInput input, CancellationToken cancellationToken) =>
        (await tokens.CallerAsync(input, cancellationToken).ConfigureAwait(false)).User;
}
