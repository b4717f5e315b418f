using Amplify.Local.Cognito.UserPool.Users;

namespace Amplify.Local;

/// <summary>What the local user pool is like.</summary>
public sealed partial class LocalUserPoolOptions
{
    /// <summary>Gets the app clients. The first is the one that configuration files name.</summary>
    /// <value>Default: <c>web</c>, without a secret.</value>
    public IReadOnlyList<LocalUserPoolClient> Clients { get; init; } = [new("web")];

    /// <summary>Gets what passwords have to be like.</summary>
    /// <value>Default: 8 characters with upper and lower case, a number and a symbol.</value>
    public LocalPasswordPolicy PasswordPolicy { get; init; } = new();

    /// <summary>Gets what users sign up with in place of a user name; the user name is then an id.</summary>
    /// <value>Default: <see cref="LocalSignInAttributes.None"/>, a user name of their choice.</value>
    public LocalSignInAttributes UsernameAttributes { get; init; }

    /// <summary>Gets what users can sign in with besides their user name, once it is verified.</summary>
    /// <value>Default: <see cref="LocalSignInAttributes.None"/>.</value>
    public LocalSignInAttributes AliasAttributes { get; init; }

    /// <summary>Gets the attributes that have to be given at sign-up, such as <c>email</c>.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<string> RequiredAttributes { get; init; } = [];

    /// <summary>Gets the addresses that are verified with a code: <c>email</c>, <c>phone_number</c>. Of two, the telephone gets the code at sign-up.</summary>
    /// <value>Default: <c>email</c>.</value>
    public IReadOnlyList<string> AutoVerifiedAttributes { get; init; } = [AttributeNames.Email];

    /// <summary>Gets whether users can sign up themselves.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool AllowsSignUp { get; init; } = true;

    /// <summary>Gets whether users have second factors.</summary>
    /// <value>Default: <see cref="LocalMfaMode.Optional"/>.</value>
    public LocalMfaMode Mfa { get; init; } = LocalMfaMode.Optional;

    /// <summary>Gets the second factors that users can have.</summary>
    /// <value>Default: all.</value>
    public IReadOnlyList<LocalMfaMethod> MfaMethods { get; init; } = [LocalMfaMethod.Sms, LocalMfaMethod.SoftwareToken, LocalMfaMethod.Email];

    /// <summary>Gets whether devices are remembered.</summary>
    /// <value>Default: <see cref="LocalDeviceTracking.Off"/>.</value>
    public LocalDeviceTracking DeviceTracking { get; init; }

    /// <summary>Gets whether a remembered device stands in for the second factor.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool RememberedDevicesSkipMfa { get; init; } = true;

    /// <summary>
    /// Gets what is to be known of the other providers that users can sign in with at the hosted pages. One that an app client names and that is not
    /// described here speaks OpenID Connect.
    /// </summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<LocalUserPoolProvider> IdentityProviders { get; init; } = [];

    /// <summary>Gets what is called with each code that the pool sends, besides the log.</summary>
    /// <value>Default: <see langword="null"/>, nothing.</value>
    public Action<LocalConfirmationCode>? CodeSent { get; init; }
}
