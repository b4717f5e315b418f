using Amplify.Local.Cognito.UserPool.Clients;
using Amplify.Local.Cognito.UserPool.Tokens;

namespace Amplify.Local.Cognito.UserPool.Operations;

/// <summary>Ending sign-ins.</summary>
internal sealed class SessionOperations(AppClients clients, AccessTokens tokens, SignInStore signIns)
{
    public ValueTask<ReadOnlyMemory<byte>> RevokeTokenAsync(OperationInput input, CancellationToken cancellationToken)
    {
        AppClient client = clients.Get(input.Required("ClientId", TextRule.ClientId));
        string token = input.Required("Token", TextRule.Token);
        if (!client.HasSecret(input.Optional("ClientSecret", TextRule.Secret)))
        {
            throw UserPoolErrors.NotAuthorized($"Unable to verify secret for client {client.Id}");
        }

        if (!client.Settings.AllowsTokenRevocation)
        {
            throw UserPoolErrors.Of("UnsupportedOperationException", "Token revocation is not enabled for the client.");
        }

        // A signed token has three parts, a refresh token five.
        if (token.AsSpan().Count('.') == 2)
        {
            throw UserPoolErrors.Of("UnsupportedTokenTypeException", "Only refresh tokens can be revoked.");
        }

        // What was never a token is gone already.
        if (signIns.Find(token) is { } state)
        {
            if (state.SignIn.ClientId != client.Id)
            {
                throw UserPoolErrors.Of("UnauthorizedException", "The token was not issued to this client.");
            }

            signIns.End(state.SignIn.OriginId);
        }

        return new(OperationAnswer.Empty);
    }

    public async ValueTask<ReadOnlyMemory<byte>> GlobalSignOutAsync(OperationInput input, CancellationToken cancellationToken)
    {
        AccessTokenCaller caller = await tokens.CallerAsync(input, cancellationToken).ConfigureAwait(false);
        signIns.EndAll(caller.User.Subject);
        return OperationAnswer.Empty;
    }
}
