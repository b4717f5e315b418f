namespace Amplify.Local.Cognito.UserPool.Tokens;

/// <summary>What is known of a refresh token that was shown.</summary>
/// <param name="SignIn">The sign-in it belongs to.</param>
/// <param name="IsRevoked">Whether that sign-in has ended.</param>
/// <param name="Replaced">When another token took its place, if one did.</param>
internal sealed record RefreshTokenState(SignIn SignIn, bool IsRevoked, DateTimeOffset? Replaced);
