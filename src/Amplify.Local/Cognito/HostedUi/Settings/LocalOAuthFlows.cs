namespace Amplify.Local;

/// <summary>The ways in which an app client gets tokens at the hosted pages of the local user pool.</summary>
[Flags]
public enum LocalOAuthFlows
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>A code in the URL of the application, which it exchanges for tokens (<c>code</c>), with PKCE or without.</summary>
    AuthorizationCode = 1,

    /// <summary>Tokens in the URL of the application (<c>implicit</c>).</summary>
    Implicit = 2,

    /// <summary>The application's own tokens, without a user (<c>client_credentials</c>); the client needs a secret.</summary>
    ClientCredentials = 4,
}
