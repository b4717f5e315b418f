using Amplify.Local.Cognito.UserPool.Challenges;
using Amplify.Local.Cognito.UserPool.Users;

namespace Amplify.Local.Cognito.UserPool.Mfa;

/// <summary>The user's choice of one of several second factors.</summary>
internal sealed class SelectMfaResponder(UserPoolDirectory users, MfaChallenges challenges) : IChallengeResponder
{
    public IReadOnlyList<string> Challenges { get; } = [ChallengeNames.SelectMfaType];

    public ValueTask<SignInAnswer> RespondAsync(ChallengeSession session, ChallengeResponses responses, CancellationToken cancellationToken)
    {
        PoolUser user = users.Get(session.Progress.Username!);
        return MfaNames.MethodOf(responses.Required("ANSWER")) is { } method && user.Mfa.Enabled.Contains(method) && challenges.Takes(method)
            ? new(challenges.Ask(session.Progress, user, method))
            : throw UserPoolErrors.InvalidParameter("ANSWER is none of the second factors to choose from.");
    }
}
