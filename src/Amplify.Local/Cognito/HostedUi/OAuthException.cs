namespace Amplify.Local.Cognito.HostedUi;

/// <summary>Ends a request with an error of OAuth 2.0. The description quotes nothing that is secret.</summary>
internal sealed class OAuthException(string error, string? description = null) : Exception(description ?? error)
{
    public string Error { get; } = error;

    public string? Description { get; } = description;

    public static OAuthException InvalidRequest(string description) => new("invalid_request", description);

    public static OAuthException InvalidClient() => new("invalid_client");

    public static OAuthException InvalidGrant() => new("invalid_grant");
}
