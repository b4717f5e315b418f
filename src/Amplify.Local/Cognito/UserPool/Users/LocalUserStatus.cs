namespace Amplify.Local;

/// <summary>Where a user of the local user pool stands.</summary>
public enum LocalUserStatus
{
    /// <summary>The user has signed up, and has not shown yet that the address is theirs.</summary>
    Unconfirmed,

    /// <summary>The user can sign in.</summary>
    Confirmed,

    /// <summary>The user must set a new password before the next sign-in.</summary>
    ResetRequired,

    /// <summary>An administrator has set a temporary password, which is to be changed at the first sign-in.</summary>
    ForceChangePassword,

    /// <summary>The user signs in with another provider, and has no password here.</summary>
    ExternalProvider,
}
