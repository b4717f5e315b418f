namespace Amplify.Local.Cognito.IdentityPool.Logins;

/// <summary>Who signs users in for the identity pool.</summary>
internal interface ILoginProvider
{
    /// <summary>The provider, by a name that stays the same from one start of the backend to the next.</summary>
    string Name { get; }

    /// <summary>Whether a key of <c>Logins</c> means this provider.</summary>
    bool IsCalled(string key);

    /// <exception cref="CognitoException">The token is not to be believed.</exception>
    ValueTask<VerifiedLogin> VerifyAsync(string token, DateTimeOffset now);
}
