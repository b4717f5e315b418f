using Amplify.Local.Cognito.UserPool.Clients;
using Amplify.Local.Hosting;
using Amplify.Local.Tokens;

namespace Amplify.Local.Cognito.HostedUi.Tokens;

/// <summary>Makes the access tokens of applications that call for themselves: they name no user.</summary>
internal sealed class ClientTokens(Func<string> issuer, IssuerKeys keys, ServerClock clock)
{
    public string Issue(AppClient client, IReadOnlyList<string> scopes)
    {
        long now = clock.UtcNow.ToUnixTimeSeconds();
        return TokenSigning.Sign(
            new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["sub"] = client.Id,
                ["token_use"] = "access",
                ["scope"] = string.Join(' ', scopes),
                ["auth_time"] = now,
                ["iss"] = issuer(),
                ["exp"] = now + (long)client.Settings.AccessTokenLifetime.TotalSeconds,
                ["iat"] = now,
                ["version"] = 2,
                ["jti"] = Guid.NewGuid().ToString(),
                ["client_id"] = client.Id,
            },
            keys.Access.Credentials);
    }
}
