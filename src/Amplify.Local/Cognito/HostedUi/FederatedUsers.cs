using System.Globalization;
using System.Text.Json;
using Amplify.Local.Cognito.UserPool;
using Amplify.Local.Cognito.UserPool.Operations;
using Amplify.Local.Cognito.UserPool.Users;
using Amplify.Local.Hosting;

namespace Amplify.Local.Cognito.HostedUi;

/// <summary>The users of other providers: each becomes a user of the pool at the first sign-in, named after the provider and who they are there.</summary>
internal sealed class FederatedUsers(UserPoolParts pool, ServerClock clock)
{
    /// <summary>Tells whether a user of the pool is a provider's.</summary>
    public static bool IsOf(PoolUser user, string provider) =>
        user.Status == LocalUserStatus.ExternalProvider && user.Username.StartsWith($"{provider}_", StringComparison.Ordinal);

    /// <summary>Gives the user of a provider's user.</summary>
    /// <exception cref="CognitoException">The id or the address is none, or the user may not sign in.</exception>
    public PoolUser SignIn(string provider, string subject, string email)
    {
        string username = $"{provider}_{subject}";
        if (username.Length > TextRule.Username.MaxLength || !TextRule.Username.IsMet(subject))
        {
            throw UserPoolErrors.InvalidParameter("The user id is too long, or has characters that a user name cannot have.");
        }

        var attributes = new Dictionary<string, string> { [AttributeNames.Email] = email };
        AttributeRules.Check(email.Length == 0 ? [] : attributes);
        if (pool.Users.Find(username) is not { } user)
        {
            attributes[AttributeNames.Identities] = IdentitiesOf(provider, subject);
            PoolUser added = pool.Registration.New(username, attributes, LocalUserStatus.ExternalProvider) with
            {
                Username = username,
                Groups = [$"{pool.PoolId}_{provider}"],
            };
            pool.Users.Add(added);
            return added;
        }

        pool.SignIn.Refuse(user);
        return email.Length == 0 ? user : pool.Users.Change(user.Username, current => current.WithOwnAttribute(AttributeNames.Email, email));
    }

    private string IdentitiesOf(string provider, string subject) => JsonSerializer.Serialize(new[]
    {
        new Dictionary<string, string?>
        {
            ["userId"] = subject,
            ["providerName"] = provider,
            ["providerType"] = provider switch
            {
                "Google" or "Facebook" or "LoginWithAmazon" or "SignInWithApple" => provider,
                _ => Find(provider) is { IsSaml: true } ? "SAML" : "OIDC",
            },
            ["issuer"] = Find(provider)?.Issuer,
            ["primary"] = "true",
            ["dateCreated"] = clock.UtcNow.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
        },
    });

    private LocalUserPoolProvider? Find(string name) => pool.Options.IdentityProviders.FirstOrDefault(provider => provider.Name == name);
}
