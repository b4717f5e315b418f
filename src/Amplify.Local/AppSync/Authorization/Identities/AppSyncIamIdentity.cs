namespace Amplify.Local;

/// <summary>A caller who signed with AWS credentials.</summary>
public sealed class AppSyncIamIdentity : AppSyncIdentity
{
    /// <summary>Gets the number of the AWS account.</summary>
    public required string AccountId { get; init; }

    /// <summary>Gets the identity pool that gave out the credentials.</summary>
    /// <value><see langword="null"/> for the account's own key pair.</value>
    public string? CognitoIdentityPoolId { get; init; }

    /// <summary>Gets the identity within the pool.</summary>
    /// <value><see langword="null"/> for the account's own key pair.</value>
    public string? CognitoIdentityId { get; init; }

    /// <summary>Gets the address of the caller.</summary>
    public required IReadOnlyList<string> SourceIp { get; init; }

    /// <summary>Gets the unique id of the user, or of the role and its session: <c>AROA…:CognitoIdentityCredentials</c>.</summary>
    public required string Username { get; init; }

    /// <summary>Gets the ARN of the user, or of the role and its session.</summary>
    public required string UserArn { get; init; }

    /// <summary>Gets <c>authenticated</c> or <c>unauthenticated</c>.</summary>
    /// <value><see langword="null"/> for the account's own key pair.</value>
    public string? CognitoIdentityAuthType { get; init; }

    /// <summary>Gets the provider that the caller signed in with.</summary>
    /// <value><see langword="null"/> for a guest and for the account's own key pair.</value>
    public string? CognitoIdentityAuthProvider { get; init; }
}
