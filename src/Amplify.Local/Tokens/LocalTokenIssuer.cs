using System.Security.Cryptography;
using System.Text;
using Amplify.Local.Hosting;
using Amplify.Local.Tokens;

namespace Amplify.Local;

/// <summary>
/// Issues JSON web tokens that the backend takes, as a user pool or an OpenID Connect provider would, to whoever asks: for tests, and for
/// trying the authorization modes. It serves a discovery document and its keys below <see cref="Issuer"/>, so that other servers can
/// verify its tokens too. The keys are kept in the data file; with a fixed port, tokens outlive a restart.
/// </summary>
public sealed class LocalTokenIssuer
{
    private readonly ServerAddress _address;
    private readonly ServerClock _clock;
    private readonly Func<string, string?> _subjectOf;

    /// <param name="pathSegment">The path of the issuer.</param>
    /// <param name="clientId">The client that tokens are for.</param>
    /// <param name="address">The address of the backend.</param>
    /// <param name="keys">What tokens are signed with.</param>
    /// <param name="clock">The clock of the backend.</param>
    /// <param name="subjectOf">Gives the id of a user who exists.</param>
    internal LocalTokenIssuer(
        string pathSegment, string clientId, ServerAddress address, IssuerKeys keys, ServerClock clock, Func<string, string?>? subjectOf = null)
    {
        PathSegment = pathSegment;
        ClientId = clientId;
        _address = address;
        Keys = keys;
        _clock = clock;
        _subjectOf = subjectOf ?? (static _ => null);
    }

    /// <summary>Gets the issuer, <c>iss</c> of its tokens: <c>http://127.0.0.1:port/…</c>.</summary>
    public string Issuer => new Uri(_address.Root, PathSegment).AbsoluteUri;

    /// <summary>Gets the client that tokens are for unless another is asked for.</summary>
    public string ClientId { get; }

    internal string PathSegment { get; }

    internal IssuerKeys Keys { get; }

    /// <summary>Issues an id token as a user pool does: <c>token_use</c> is <c>id</c>, the client stands in <c>aud</c>.</summary>
    /// <param name="username">The user.</param>
    /// <param name="options">What differs from the usual.</param>
    /// <returns>The token, signed.</returns>
    public string IssueIdToken(string username, LocalTokenOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(username);
        options ??= new LocalTokenOptions();
        Dictionary<string, object?> claims = ClaimsOf(username, options);
        claims["token_use"] = "id";
        claims["aud"] = options.ClientId ?? ClientId;
        claims["cognito:username"] = username;
        return Sign(claims, options, Keys.Id);
    }

    /// <summary>Issues an access token as a user pool does: <c>token_use</c> is <c>access</c>, the client stands in <c>client_id</c>.</summary>
    /// <param name="username">The user.</param>
    /// <param name="options">What differs from the usual.</param>
    /// <returns>The token, signed.</returns>
    public string IssueAccessToken(string username, LocalTokenOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(username);
        options ??= new LocalTokenOptions();
        Dictionary<string, object?> claims = ClaimsOf(username, options);
        claims["token_use"] = "access";
        claims["client_id"] = options.ClientId ?? ClientId;
        claims["username"] = username;
        claims["scope"] = "aws.cognito.signin.user.admin";
        return Sign(claims, options, Keys.Access);
    }

    /// <summary>Issues an id token as an OpenID Connect provider does; the client stands in <c>aud</c>.</summary>
    /// <param name="subject">The user's id, <c>sub</c>.</param>
    /// <param name="options">What differs from the usual.</param>
    /// <returns>The token, signed.</returns>
    public string IssueToken(string subject, LocalTokenOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(subject);
        options ??= new LocalTokenOptions();
        Dictionary<string, object?> claims = ClaimsOf(subject, options);
        claims["sub"] = subject;
        claims["aud"] = options.ClientId ?? ClientId;
        return Sign(claims, options, Keys.Id);
    }

    private Dictionary<string, object?> ClaimsOf(string user, LocalTokenOptions options)
    {
        DateTimeOffset issued = options.IssuedAt ?? _clock.UtcNow;
        var claims = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["iss"] = Issuer,
            ["sub"] = _subjectOf(user) ?? SubjectOf(user),
            ["iat"] = issued.ToUnixTimeSeconds(),
            ["auth_time"] = (options.AuthenticatedAt ?? issued).ToUnixTimeSeconds(),
            ["exp"] = (issued + options.Lifetime).ToUnixTimeSeconds(),
            ["jti"] = Guid.NewGuid().ToString(),
        };
        if (options.Groups.Count > 0)
        {
            claims["cognito:groups"] = options.Groups;
        }

        return claims;
    }

    private static string Sign(Dictionary<string, object?> claims, LocalTokenOptions options, IssuerKey own)
    {
        foreach (KeyValuePair<string, object?> claim in options.Claims)
        {
            claims[claim.Key] = claim.Value;
        }

        return TokenSigning.Sign(claims, options.Key is { } key ? TokenSigning.CredentialsOf(key, own.Id) : own.Credentials);
    }

    // The same user has the same id in every token, as in a pool.
    private string SubjectOf(string user)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{PathSegment}/{user}"));
        return new Guid(hash.AsSpan(0, 16)).ToString();
    }
}
