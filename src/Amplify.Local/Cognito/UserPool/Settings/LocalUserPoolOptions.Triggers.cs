namespace Amplify.Local;

/// <content>The triggers, which are Lambda functions in AWS. What one throws is told to the caller, as a function's error is.</content>
public sealed partial class LocalUserPoolOptions
{
    /// <summary>Gets what decides about sign-ups; it throws to refuse one.</summary>
    /// <value>Default: <see langword="null"/>, users confirm with a code.</value>
    public Func<LocalSignUpRequest, CancellationToken, ValueTask<LocalSignUpDecision>>? PreSignUp { get; init; }

    /// <summary>Gets what says which challenge comes next in a sign-in of the flow <c>CUSTOM_AUTH</c>.</summary>
    /// <value>Default: <see langword="null"/>, the flow cannot be used.</value>
    public Func<LocalAuthChallengeHistory, CancellationToken, ValueTask<LocalAuthChallengeDecision>>? DefineAuthChallenge { get; init; }

    /// <summary>Gets what makes a challenge of that flow.</summary>
    /// <value>Default: <see langword="null"/>, the flow cannot be used.</value>
    public Func<LocalAuthChallengeHistory, CancellationToken, ValueTask<LocalAuthChallenge>>? CreateAuthChallenge { get; init; }

    /// <summary>Gets what judges an answer of that flow.</summary>
    /// <value>Default: <see langword="null"/>, the flow cannot be used.</value>
    public Func<LocalAuthChallengeAnswer, CancellationToken, ValueTask<bool>>? VerifyAuthChallenge { get; init; }
}
