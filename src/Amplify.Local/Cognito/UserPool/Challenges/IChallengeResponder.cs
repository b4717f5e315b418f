namespace Amplify.Local.Cognito.UserPool.Challenges;

/// <summary>Judges the answers to one challenge, or to several that are alike.</summary>
internal interface IChallengeResponder
{
    IReadOnlyList<string> Challenges { get; }

    /// <exception cref="CognitoException">The answer is wrong, or the user may not sign in.</exception>
    ValueTask<SignInAnswer> RespondAsync(ChallengeSession session, ChallengeResponses responses, CancellationToken cancellationToken);
}
