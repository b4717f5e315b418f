using Amplify.Local.Cognito.UserPool;
using Amplify.Local.Cognito.UserPool.Tokens;

namespace Amplify.Local.Cognito.IdentityPool.Logins;

/// <summary>Takes id tokens of the backend's user pool, under the name that it would have in AWS and under that of its issuer.</summary>
internal sealed class UserPoolLogins(UserPoolParts pool, Func<string> issuer, string region) : ILoginProvider
{
    public string Name { get; } = $"cognito-idp.{region}.amazonaws.com/{pool.PoolId}";

    public bool IsCalled(string key) => key == Name || key == ProviderName.Of(issuer());

    public async ValueTask<VerifiedLogin> VerifyAsync(string token, DateTimeOffset now)
    {
        TokenVerification verification = await pool.Verifier.VerifyAsync(token, now, CancellationToken.None).ConfigureAwait(false);
        if (!verification.IsValid)
        {
            throw LoginErrors.Of(verification.Fault.Value, token, now);
        }

        UserPoolToken verified = verification.Token;
        if (verified.Use != TokenUse.Id)
        {
            throw LoginErrors.MissingAudience;
        }

        return pool.Clients.Find(verified.ClientId) is not null
            ? new VerifiedLogin(Name, verified.Subject, $"{Name}:CognitoSignIn:{verified.Subject}")
            : throw LoginErrors.NotSupported;
    }
}
