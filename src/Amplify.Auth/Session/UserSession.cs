namespace Amplify.Auth.Session;

/// <summary>A user of the user pool and the tokens at hand; replaced as a whole, never changed.</summary>
/// <param name="username">The user name in the pool.</param>
/// <param name="tokens">The tokens.</param>
/// <param name="clockOffset">How far the pool's clock was ahead of this machine's when the tokens came.</param>
internal sealed class UserSession(string username, AuthTokens tokens, TimeSpan clockOffset) : ISessionState<UserSession>
{
    private static readonly TimeSpan RenewBefore = TimeSpan.FromSeconds(5);

    private readonly DateTimeOffset _end = Earlier(tokens.ExpiresAt, clockOffset);
    private readonly DateTimeOffset _renewFrom = Earlier(tokens.ExpiresAt, clockOffset + RenewBefore);

    public string Username { get; } = username;

    public AuthTokens Tokens { get; } = tokens;

    public TimeSpan ClockOffset { get; } = clockOffset;

    public DateTimeOffset ExpiresAt => Tokens.ExpiresAt;

    // Without a refresh token the pool is asked all the same by who wants new tokens: that tells why there are none.
    public bool CanRenew => true;

    public string? UserSub => Tokens.AccessToken.Subject;

    /// <summary>Gets the device that the sign-in was made on: a pool that tracks devices renews for no other.</summary>
    public string? DeviceKey { get; init; }

    /// <summary>Gets whether a service has refused a token, whatever its expiration says.</summary>
    public bool IsRefused { get; private init; }

    /// <summary>Gets when the tokens are to be renewed, by the clock of this machine; at once, when one was refused.</summary>
    public DateTimeOffset RenewFrom => IsRefused ? DateTimeOffset.MinValue : _renewFrom;

    public bool IsFreshAt(DateTimeOffset now) => now < RenewFrom;

    public bool IsAcceptedAt(DateTimeOffset now) => !IsRefused && now < _end;

    public bool Holds(string token) => Tokens.AccessToken.Value == token || Tokens.IdToken?.Value == token;

    public UserSession Refused() => new(Username, Tokens, ClockOffset) { DeviceKey = DeviceKey, IsRefused = true };

    /// <summary>Makes a session of tokens that have just come.</summary>
    public static UserSession Begin(AuthTokens tokens, string? deviceKey, DateTimeOffset now)
    {
        AuthToken access = tokens.AccessToken;
        string name = access.GetClaim("username") ?? tokens.IdToken?.GetClaim("cognito:username") ?? access.Subject ?? "";
        return new UserSession(name, tokens, access.IssuedAt is { } issued ? issued - now : TimeSpan.Zero) { DeviceKey = deviceKey };
    }

    public override string ToString() => Username;

    private static DateTimeOffset Earlier(DateTimeOffset time, TimeSpan by) => time == DateTimeOffset.MaxValue ? time : time - by;
}
