namespace Amplify.Local.Cognito.IdentityPool;

/// <summary>What an identity pool is set up with.</summary>
/// <param name="PoolId">Its id.</param>
/// <param name="AllowGuests">Whether users who have not signed in get an identity.</param>
/// <param name="CredentialLifetime">How long credentials are accepted.</param>
/// <param name="DeveloperProvider">What the developer's own provider is called, if there is one.</param>
internal sealed record IdentityPoolSettings(string PoolId, bool AllowGuests, TimeSpan CredentialLifetime, string? DeveloperProvider);
