namespace Amplify;

/// <summary>Why authentication failed.</summary>
public enum AmplifyAuthReason
{
    /// <summary>Not known; see <see cref="AmplifyAuthException.ErrorType"/> and the message.</summary>
    Unknown,

    /// <summary>The identity pool gives nothing to users who have not signed in.</summary>
    GuestAccessNotAllowed,

    /// <summary>It takes a signed-in user, and nobody is signed in.</summary>
    SignInRequired,

    /// <summary>The service refused the identity, its logins or its token.</summary>
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

    /// <summary>User name and password do not belong together. A pool that hides who its users are tells this of an unknown user too.</summary>
    WrongUsernameOrPassword,

    /// <summary>There is no such user.</summary>
    UserNotFound,

    /// <summary>The user has signed up but not confirmed it: see <c>ConfirmSignUpAsync</c>.</summary>
    UserNotConfirmed,

    /// <summary>An administrator has disabled the user.</summary>
    UserDisabled,

    /// <summary>The user has been confirmed before.</summary>
    UserAlreadyConfirmed,

    /// <summary>The password has to be reset before the user can sign in: see <c>ResetPasswordAsync</c>.</summary>
    PasswordResetRequired,

    /// <summary>The temporary password is too old; an administrator has to set another one.</summary>
    TemporaryPasswordExpired,

    /// <summary>The user name is taken.</summary>
    UsernameExists,

    /// <summary>Another account has the e-mail address or the telephone number.</summary>
    AliasExists,

    /// <summary>The pool takes no sign-ups; administrators create its users.</summary>
    SignUpNotAllowed,

    /// <summary>The code is not the one that was sent or that the authenticator app shows. It can be entered again.</summary>
    CodeMismatch,

    /// <summary>The code is too old or was used; ask for another one.</summary>
    CodeExpired,

    /// <summary>The code could not be sent.</summary>
    CodeNotSent,

    /// <summary>The password does not follow the pool's policy; the message tells which rule.</summary>
    PasswordTooWeak,

    /// <summary>The password was used before, and the pool's policy forbids that.</summary>
    PasswordUsedBefore,

    /// <summary>A value is missing, too long or not of its form; the message tells which one.</summary>
    InvalidValue,

    /// <summary>Too many attempts; wait before the next one.</summary>
    TooManyAttempts,

    /// <summary>The sign-in took too long or a step of it was answered before: sign in again.</summary>
    ChallengeExpired,

    /// <summary>There is no sign-in under way that this could go on with.</summary>
    NoSignInUnderWay,

    /// <summary>The pool asks for something that this client cannot answer.</summary>
    ChallengeNotSupported,

    /// <summary>The app client does not allow this way to sign in.</summary>
    SignInMethodNotEnabled,

    /// <summary>The user has not set this second factor up.</summary>
    MfaMethodNotFound,

    /// <summary>The pool does not know the remembered device any more.</summary>
    DeviceNotFound,

    /// <summary>The session has ended: its refresh token expired, was revoked, or was used by somebody else. The user has been signed out.</summary>
    SessionExpired,

    /// <summary>A trigger of the pool refused; the message has its words.</summary>
    RefusedByTrigger,

    /// <summary>A trigger of the pool failed or answered what the pool cannot use.</summary>
    TriggerFailed,

    /// <summary>The pool, its app client or the client's secret is not what the configuration says.</summary>
    UserPoolUnavailable,

    /// <summary>
    /// What came back from the hosted pages does not belong to the sign-in that was begun here: it may be somebody else's attempt to sign the user in to
    /// another account. It was not used; sign in again.
    /// </summary>
    StateMismatch,

    /// <summary>The user, or the provider that the user chose, refused the sign-in at the hosted pages.</summary>
    SignInRefused,

    /// <summary>No browser could be opened to sign in with.</summary>
    BrowserUnavailable,

    /// <summary>The URL on this machine that the hosted pages send the user back to cannot be listened at.</summary>
    RedirectUnavailable,
}
