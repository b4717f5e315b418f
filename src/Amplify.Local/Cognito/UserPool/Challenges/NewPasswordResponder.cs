using Amplify.Local.Cognito.UserPool.Passwords;
using Amplify.Local.Cognito.UserPool.Users;

namespace Amplify.Local.Cognito.UserPool.Challenges;

/// <summary>The first sign-in with a temporary password: a new one, and the attributes that are missing.</summary>
internal sealed class NewPasswordResponder(PasswordChanges passwords, UserPoolDirectory users, AttributeRules rules, SignInFlow flow) : IChallengeResponder
{
    public const string AttributePrefix = "userAttributes.";

    public IReadOnlyList<string> Challenges { get; } = [ChallengeNames.NewPasswordRequired];

    public ValueTask<SignInAnswer> RespondAsync(ChallengeSession session, ChallengeResponses responses, CancellationToken cancellationToken)
    {
        string password = responses.Required("NEW_PASSWORD");
        var given = responses.All
            .Where(static response => response.Key.StartsWith(AttributePrefix, StringComparison.Ordinal))
            .ToDictionary(static response => response.Key[AttributePrefix.Length..], static response => response.Value);
        AttributeRules.Check(given);
        PoolUser user = users.Get(session.Progress.Username!);
        rules.CheckRequired(user.Attributes.SetItems(given));
        passwords.Set(user, password, changed => given.Aggregate(changed, static (next, attribute) => next.WithOwnAttribute(attribute.Key, attribute.Value)) with
        {
            Status = LocalUserStatus.Confirmed,
        });
        return new(flow.Next(session.Progress));
    }
}
