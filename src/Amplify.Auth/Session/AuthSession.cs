using Amplify.Auth.Federation;
using Amplify.Auth.Session;
using Amplify.Signing;

namespace Amplify;

/// <summary>Who the application acts as now.</summary>
[System.Diagnostics.DebuggerDisplay("{ToString(),nq}")]
public sealed class AuthSession
{
    internal AuthSession(string? identityId, AwsCredentials? credentials, UserSession? user, FederatedUser? federated)
    {
        IdentityId = identityId;
        Credentials = credentials;
        Tokens = user?.Tokens;
        Username = user?.Username;
        FederatedProvider = federated?.Provider;
    }

    /// <summary>Gets the id that the identity pool knows the user or guest by.</summary>
    /// <value><see langword="null"/> when the credentials are not an identity pool's.</value>
    public string? IdentityId { get; }

    /// <summary>Gets the AWS credentials.</summary>
    /// <value>
    /// <see langword="null"/> when the configuration has no identity pool and the options no provider, and for a guest whom the pool gives none.
    /// </value>
    public AwsCredentials? Credentials { get; }

    /// <summary>Gets the user's tokens of the user pool.</summary>
    /// <value><see langword="null"/> when nobody is signed in to it.</value>
    public AuthTokens? Tokens { get; }

    /// <summary>Gets the user name in the pool.</summary>
    /// <value><see langword="null"/> when nobody is signed in.</value>
    public string? Username { get; }

    /// <summary>Gets the id of the user that never changes.</summary>
    /// <value><see langword="null"/> when nobody is signed in.</value>
    public string? UserSub => Tokens?.AccessToken.Subject;

    /// <summary>Gets who has signed the user in, when it was <see cref="AmplifyAuth.FederatedSignInAsync"/>.</summary>
    /// <value><see langword="null"/> otherwise.</value>
    public FederatedProvider? FederatedProvider { get; }

    /// <summary>Gets whether a user is signed in; otherwise this is a guest's session.</summary>
    public bool IsSignedIn => Tokens is not null || FederatedProvider is not null;

    /// <summary>Describes the session without its secrets.</summary>
    /// <returns>The kind of session and its credentials' own description.</returns>
    public override string ToString() =>
        $"{(IsSignedIn ? "signed-in" : "guest")} session, {IdentityId ?? "no identity"}, {Credentials?.ToString() ?? "no credentials"}";
}
