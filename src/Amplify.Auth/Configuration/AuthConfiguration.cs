namespace Amplify;

/// <summary>Where credentials and tokens come from: a Cognito identity pool and user pool.</summary>
public sealed class AuthConfiguration
{
    private string? _region;
    private bool? _mandatorySignIn;

    /// <summary>Gets or sets the identity pool, such as <c>us-east-1:11111111-2222-3333-4444-555555555555</c>.</summary>
    public string? IdentityPoolId { get; set; }

    /// <summary>Gets or sets the region of the pools.</summary>
    /// <value>Default: the region in the identity pool's id, else in the user pool's, else <see langword="null"/>.</value>
    public string? Region
    {
        get => _region ?? PoolRegion.Of(IdentityPoolId) ?? PoolRegion.Of(UserPoolId);
        set => _region = value;
    }

    /// <summary>Gets or sets the user pool, such as <c>us-east-1_AbCdEfGhI</c>.</summary>
    public string? UserPoolId { get; set; }

    /// <summary>Gets or sets the app client of the user pool.</summary>
    public string? UserPoolWebClientId { get; set; }

    /// <summary>
    /// Gets or sets the secret of the app client, for a server whose client has one. An application that users hold in their hands cannot keep a
    /// secret: make it a client without.
    /// </summary>
    /// <value>Default: <see langword="null"/>, the client has none.</value>
    public string? UserPoolClientSecret { get; set; }

    /// <summary>Gets or sets whether signed-out users get no credentials at all.</summary>
    /// <value>Default: <see langword="false"/>, guests are allowed.</value>
    public bool MandatorySignIn
    {
        get => _mandatorySignIn ?? false;
        set => _mandatorySignIn = value;
    }

    /// <summary>Gets or sets the URL of the identity pool service, for a local backend.</summary>
    /// <value>Default: the service in <see cref="Region"/>.</value>
    public string? IdentityPoolEndpoint { get; set; }

    /// <summary>Gets or sets the URL of the user pool service, for a local backend.</summary>
    /// <value>Default: the service in <see cref="Region"/>.</value>
    public string? UserPoolEndpoint { get; set; }

    /// <summary>Gets or sets how tokens are kept in cookies, where an application keeps them there.</summary>
    /// <value>Default: <see langword="null"/>, not in cookies.</value>
    public CookieStorageConfiguration? CookieStorage { get; set; }

    /// <summary>Gets or sets the user pool's own sign-in pages.</summary>
    /// <value>Default: <see langword="null"/>, users sign in on pages of the application's.</value>
    public OAuthConfiguration? OAuth { get; set; }

    /// <summary>Takes over what a later source has set, and only that: a default never overwrites a setting.</summary>
    internal void Add(AuthConfiguration later)
    {
        IdentityPoolId = later.IdentityPoolId ?? IdentityPoolId;
        UserPoolId = later.UserPoolId ?? UserPoolId;
        UserPoolWebClientId = later.UserPoolWebClientId ?? UserPoolWebClientId;
        UserPoolClientSecret = later.UserPoolClientSecret ?? UserPoolClientSecret;
        IdentityPoolEndpoint = later.IdentityPoolEndpoint ?? IdentityPoolEndpoint;
        UserPoolEndpoint = later.UserPoolEndpoint ?? UserPoolEndpoint;
        CookieStorage = later.CookieStorage ?? CookieStorage;
        OAuth = later.OAuth ?? OAuth;
        _region = later._region ?? _region;
        _mandatorySignIn = later._mandatorySignIn ?? _mandatorySignIn;
    }
}
