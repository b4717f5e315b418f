namespace Amplify.Local;

/// <summary>An app client of the local user pool.</summary>
/// <param name="name">A name for the options; the client id is made up and kept in the data file.</param>
public sealed class LocalUserPoolClient(string name)
{
    private static readonly TimeSpan LongestGrace = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan OneHour = TimeSpan.FromHours(1);

    /// <summary>Gets the name, which <see cref="LocalUserPool.ClientIdOf"/> takes.</summary>
    public string Name { get; } = name;

    /// <summary>Gets whether callers have to show with each call that they know a secret.</summary>
    /// <value>Default: <see langword="false"/>, a web or mobile application.</value>
    public bool HasSecret { get; init; }

    /// <summary>Gets the ways to sign in.</summary>
    /// <value>Default: <see cref="LocalAuthFlows.All"/>.</value>
    public LocalAuthFlows AuthFlows { get; init; } = LocalAuthFlows.All;

    /// <summary>Gets what the client may do at the hosted pages.</summary>
    /// <value>Default: <see langword="null"/>, nothing: its users sign in through the API alone.</value>
    public LocalOAuthOptions? OAuth { get; init; }

    /// <summary>Gets how long access tokens are valid.</summary>
    /// <value>Default: 1 hour.</value>
    public TimeSpan AccessTokenLifetime { get; init; } = OneHour;

    /// <summary>Gets how long id tokens are valid.</summary>
    /// <value>Default: 1 hour.</value>
    public TimeSpan IdTokenLifetime { get; init; } = OneHour;

    /// <summary>Gets how long a sign-in lasts: refresh tokens are taken for so long, those of a rotation too.</summary>
    /// <value>Default: 30 days.</value>
    public TimeSpan RefreshTokenLifetime { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Gets whether each refresh gives a new refresh token in place of the one that was used.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool RotatesRefreshTokens { get; init; }

    /// <summary>Gets for how long a refresh token is still taken after it was replaced: its answer may have been lost.</summary>
    /// <value>Default: zero; at most 60 seconds.</value>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative or longer than 60 seconds.</exception>
    public TimeSpan RotationGracePeriod
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, LongestGrace);
            field = value;
        }
    }

    /// <summary>Gets whether refresh tokens can be revoked.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool AllowsTokenRevocation { get; init; } = true;

    /// <summary>Gets for how long a challenge can be answered.</summary>
    /// <value>Default: 3 minutes.</value>
    public TimeSpan AuthSessionLifetime { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>Gets whether callers cannot learn which users there are: an unknown user is answered as a wrong password is.</summary>
    /// <value>Default: <see langword="true"/>, as for new clients in AWS.</value>
    public bool PreventUserExistenceErrors { get; init; } = true;
}
