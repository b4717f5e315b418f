namespace Amplify;

/// <summary>Why there are no credentials.</summary>
public enum AmplifyAuthReason
{
    /// <summary>Not known; see <see cref="AmplifyAuthException.ErrorType"/> and the message.</summary>
    Unknown,

    /// <summary>The identity pool gives nothing to users who have not signed in.</summary>
    GuestAccessNotAllowed,

    /// <summary>The configuration demands a signed-in user (<c>MandatorySignIn</c>) and nobody is signed in.</summary>
    SignInRequired,

    /// <summary>The service refused the identity or its logins.</summary>
    NotAuthorized,

    /// <summary>The service does not know the identity pool, or what it needs to hand out credentials is not set up.</summary>
    IdentityPoolUnavailable,

    /// <summary>The service had too many requests, or failed itself.</summary>
    ServiceUnavailable,

    /// <summary>The service's answer could not be understood.</summary>
    UnexpectedAnswer,

    /// <summary>The application's own credentials provider failed.</summary>
    ProviderFailed,

    /// <summary>What is kept between runs could not be read or written.</summary>
    StoreUnavailable,
}
