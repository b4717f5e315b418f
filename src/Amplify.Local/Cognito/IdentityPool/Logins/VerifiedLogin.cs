namespace Amplify.Local.Cognito.IdentityPool.Logins;

/// <summary>A login whose token was verified.</summary>
/// <param name="Provider">Who signed the user in, by a name that stays the same from one start of the backend to the next.</param>
/// <param name="Subject">The user, to that provider.</param>
/// <param name="Marker">What <c>cognitoAuthenticationProvider</c> and <c>amr</c> say of it: provider and user.</param>
internal sealed record VerifiedLogin(string Provider, string Subject, string Marker)
{
    /// <summary>The identity that the token is for, where the pool itself has issued it.</summary>
    public string? IdentityId { get; init; }
}
