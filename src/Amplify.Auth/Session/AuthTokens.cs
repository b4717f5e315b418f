namespace Amplify;

/// <summary>The tokens of a signed-in user.</summary>
[System.Diagnostics.DebuggerDisplay("{ToString(),nq}")]
public sealed class AuthTokens
{
    internal AuthTokens(AuthToken accessToken, AuthToken? idToken, string? refreshToken)
    {
        AccessToken = accessToken;
        IdToken = idToken;
        RefreshToken = refreshToken;
    }

    /// <summary>Gets the token that says what the user may do.</summary>
    public AuthToken AccessToken { get; }

    /// <summary>Gets the token that says who the user is.</summary>
    /// <value><see langword="null"/> when the sign-in did not ask for one, as one through a hosted page without the scope <c>openid</c>.</value>
    public AuthToken? IdToken { get; }

    /// <summary>Gets what new tokens are had with. It is as good as a password: keep it to yourself.</summary>
    /// <value><see langword="null"/> when the sign-in gave none.</value>
    public string? RefreshToken { get; }

    /// <summary>Gets when the first of the tokens expires, by the clock of the user pool. They are renewed in time.</summary>
    public DateTimeOffset ExpiresAt => IdToken is { } id && id.ExpiresAt < AccessToken.ExpiresAt ? id.ExpiresAt : AccessToken.ExpiresAt;

    /// <summary>Describes the tokens without giving them away.</summary>
    /// <returns>Whose tokens they are, and when they expire.</returns>
    public override string ToString() => FormattableString.Invariant($"tokens of {AccessToken.Subject ?? "nobody"} until {ExpiresAt:u}");
}
