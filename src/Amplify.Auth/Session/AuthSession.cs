using Amplify.Signing;

namespace Amplify;

/// <summary>Who the application acts as now.</summary>
[System.Diagnostics.DebuggerDisplay("{ToString(),nq}")]
public sealed class AuthSession
{
    internal AuthSession(string? identityId, AwsCredentials? credentials)
    {
        IdentityId = identityId;
        Credentials = credentials;
    }

    /// <summary>Gets the id that the identity pool knows the user or guest by.</summary>
    /// <value><see langword="null"/> when the credentials are not an identity pool's.</value>
    public string? IdentityId { get; }

    /// <summary>Gets the AWS credentials.</summary>
    /// <value><see langword="null"/> when the configuration has no identity pool and the options no provider.</value>
    public AwsCredentials? Credentials { get; }

    /// <summary>Gets whether a user is signed in; otherwise this is a guest's session.</summary>
    public bool IsSignedIn { get; }

    /// <summary>Describes the session without its secrets.</summary>
    /// <returns>The kind of session and its credentials' own description.</returns>
    public override string ToString() =>
        $"{(IsSignedIn ? "signed-in" : "guest")} session, {IdentityId ?? "no identity"}, {Credentials?.ToString() ?? "no credentials"}";
}
