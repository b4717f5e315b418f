namespace Amplify.Local;

/// <summary>The ways to sign in that an app client of the local user pool allows, its <c>ExplicitAuthFlows</c>.</summary>
[Flags]
public enum LocalAuthFlows
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>The password is proven and never sent: <c>ALLOW_USER_SRP_AUTH</c>.</summary>
    Srp = 1,

    /// <summary>The password is sent: <c>ALLOW_USER_PASSWORD_AUTH</c>.</summary>
    Password = 2,

    /// <summary>The pool's own challenges: <c>ALLOW_CUSTOM_AUTH</c>.</summary>
    Custom = 4,

    /// <summary>New tokens for a refresh token: <c>ALLOW_REFRESH_TOKEN_AUTH</c>.</summary>
    RefreshToken = 8,

    /// <summary>The user chooses a first factor: <c>ALLOW_USER_AUTH</c>.</summary>
    UserChoice = 16,

    /// <summary>All of them.</summary>
    All = Srp | Password | Custom | RefreshToken | UserChoice,
}
