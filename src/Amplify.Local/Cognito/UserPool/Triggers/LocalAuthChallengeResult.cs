namespace Amplify.Local;

/// <summary>A challenge that was answered.</summary>
/// <param name="ChallengeName"><c>CUSTOM_CHALLENGE</c>, <c>SRP_A</c> or <c>PASSWORD_VERIFIER</c>.</param>
/// <param name="IsCorrect">Whether the answer was right.</param>
/// <param name="Metadata">What the challenge was marked with when it was made.</param>
public sealed record LocalAuthChallengeResult(string ChallengeName, bool IsCorrect, string? Metadata = null);
