using Amplify.Local.Cognito.UserPool.Challenges;
using Amplify.Local.Cognito.UserPool.Clients;
using Amplify.Local.Cognito.UserPool.Devices;
using Amplify.Local.Cognito.UserPool.Tokens;
using Amplify.Local.Cognito.UserPool.Users;

namespace Amplify.Local.Cognito.UserPool.Operations;

/// <summary>New tokens for a refresh token, in the older way and in the one that can give a new refresh token too.</summary>
internal sealed class TokenRefresh(AppClients clients, TokenGrants grants, UserPoolDirectory users, DeviceRegistry devices)
{
    public ValueTask<ReadOnlyMemory<byte>> GetTokensFromRefreshTokenAsync(OperationInput input, CancellationToken cancellationToken)
    {
        AppClient client = clients.Get(input.Required("ClientId", TextRule.ClientId));
        string refreshToken = input.Required("RefreshToken", TextRule.Token);
        if (!client.HasSecret(input.Optional("ClientSecret", TextRule.Secret)))
        {
            throw UserPoolErrors.NotAuthorized($"Unable to verify secret for client {client.Id}");
        }

        if (!client.Allows(LocalAuthFlows.RefreshToken) && !client.Settings.RotatesRefreshTokens)
        {
            throw UserPoolErrors.InvalidParameter("Auth flow not enabled for this client");
        }

        SignIn signIn = Redeem(client, refreshToken, input.Optional("DeviceKey", TextRule.DeviceKey));
        return new(((SignInAnswer)grants.Renew(refreshToken, signIn, client)).ToJson());
    }

    /// <summary>The flow <c>REFRESH_TOKEN_AUTH</c>.</summary>
    public IssuedTokens Renew(AppClient client, ChallengeResponses parameters)
    {
        string refreshToken = parameters.Required("REFRESH_TOKEN");
        if (client.Settings.RotatesRefreshTokens)
        {
            throw UserPoolErrors.InvalidParameter("Refresh token rotation is enabled for this client: use GetTokensFromRefreshToken.");
        }

        SignIn signIn = Redeem(client, refreshToken, parameters.Optional("DEVICE_KEY"));
        CheckSecretHash(client, signIn, parameters.Optional("SECRET_HASH"));
        return grants.Renew(refreshToken, signIn, client);
    }

    private SignIn Redeem(AppClient client, string refreshToken, string? deviceKey)
    {
        SignIn signIn = grants.Redeem(refreshToken, client);
        return !devices.IsOn || signIn.DeviceKey is null || signIn.DeviceKey == deviceKey
            ? signIn
            : throw UserPoolErrors.NotAuthorized("Invalid Refresh Token.");
    }

    // The hash is made of the user name, or of the id by clients that have signed in with another name.
    private void CheckSecretHash(AppClient client, SignIn signIn, string? hash)
    {
        if (client.Secret is not null && hash is null)
        {
            throw UserPoolErrors.NotAuthorized($"Client {client.Id} is configured with secret but SECRET_HASH was not received");
        }

        bool isByName = users.FindBySubject(signIn.Subject) is { } user && client.Matches(user.Username, hash);
        if (!isByName && !client.Matches(signIn.Subject, hash))
        {
            throw UserPoolErrors.NotAuthorized($"SecretHash does not match for the client: {client.Id}");
        }
    }
}
