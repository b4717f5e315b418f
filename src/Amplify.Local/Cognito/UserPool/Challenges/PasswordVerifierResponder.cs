using Amplify.Local.Cognito.UserPool.Users;

namespace Amplify.Local.Cognito.UserPool.Challenges;

/// <summary>The proof of a password.</summary>
internal sealed class PasswordVerifierResponder(PasswordProof proof, SignInFlow flow, CustomSignIn custom) : IChallengeResponder
{
    public IReadOnlyList<string> Challenges { get; } = [ChallengeNames.PasswordVerifier];

    public ValueTask<SignInAnswer> RespondAsync(ChallengeSession session, ChallengeResponses responses, CancellationToken cancellationToken)
    {
        PoolUser user = proof.Judge(session, responses);
        SignInProgress progress = session.Progress with { DeviceKey = responses.Optional("DEVICE_KEY") ?? session.Progress.DeviceKey };
        flow.Refuse(user);
        return progress.IsCustom
            ? custom.ContinueAsync(CustomSignIn.With(progress, new(ChallengeNames.PasswordVerifier, IsCorrect: true)), cancellationToken)
            : new(flow.Next(progress));
    }
}
