namespace Amplify.Local.Cognito.IdentityPool;

/// <summary>An identity that the pool has given out.</summary>
/// <param name="Id">Its id.</param>
/// <param name="IsLinked">Whether a user has signed in as it; a guest otherwise.</param>
/// <param name="IsClosed">Whether it has been merged into another one, or has lost its last login.</param>
internal sealed record Identity(string Id, bool IsLinked, bool IsClosed);
