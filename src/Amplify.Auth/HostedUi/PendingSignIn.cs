using System.Security.Cryptography;
using System.Text;

namespace Amplify.Auth.HostedUi;

/// <summary>A sign-in whose user is at the hosted pages.</summary>
internal sealed class PendingSignIn
{
    // As long as the pages remember a browser: what comes back later was not begun by this user.
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    /// <summary>Gets what the answer has to repeat: it shows that the sign-in was begun here.</summary>
    public required string State { get; init; }

    /// <summary>Gets what the id token has to repeat: it shows that the token was made for this sign-in.</summary>
    public required string Nonce { get; init; }

    public required string Verifier { get; init; }

    public required string RedirectUri { get; init; }

    /// <summary>Gets where the application sends the user on to afterwards, if it said so.</summary>
    public string? ReturnUrl { get; init; }

    /// <summary>Gets when it was begun, in seconds since 1970.</summary>
    public required long BegunAt { get; init; }

    public static PendingSignIn Begin(string redirectUri, DateTimeOffset now, string? returnUrl = null) => new()
    {
        State = Pkce.CreateRandom(),
        Nonce = Pkce.CreateRandom(),
        Verifier = Pkce.CreateRandom(),
        RedirectUri = redirectUri,
        ReturnUrl = returnUrl,
        BegunAt = now.ToUnixTimeSeconds(),
    };

    public bool IsOverAt(DateTimeOffset now) => (now - DateTimeOffset.FromUnixTimeSeconds(BegunAt)).Duration() > Lifetime;

    public bool IsStateOf(string? answer) =>
        answer is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(answer), Encoding.UTF8.GetBytes(State));

    public override string ToString() => "sign-in at the hosted pages";
}
