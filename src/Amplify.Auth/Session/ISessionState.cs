namespace Amplify.Auth.Session;

/// <summary>A signed-in user with tokens that expire; replaced as a whole, never changed.</summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
internal interface ISessionState<TSelf>
    where TSelf : class
{
    string Username { get; }

    /// <summary>Gets when the tokens expire, by the clock of whoever gave them.</summary>
    DateTimeOffset ExpiresAt { get; }

    /// <summary>Gets whether other tokens can be asked for before these expire.</summary>
    bool CanRenew { get; }

    /// <summary>Tells whether the tokens need no renewal yet.</summary>
    bool IsFreshAt(DateTimeOffset now);

    /// <summary>Tells whether a service still takes the tokens.</summary>
    bool IsAcceptedAt(DateTimeOffset now);

    bool Holds(string token);

    /// <summary>Gives the same user with tokens that a service has refused, whatever their expiration says.</summary>
    TSelf Refused();
}
