namespace Amplify.Local.Configuration;

/// <summary>The hosted sign-in pages as an app client is configured with them.</summary>
/// <param name="Domain">Host and port, as Amplify's formats name them, without a scheme: a client puts <c>https</c> before it.</param>
/// <param name="OAuth">What the client may do there.</param>
internal sealed record HostedUiDescription(string Domain, LocalOAuthOptions OAuth)
{
    public string ResponseType => OAuth.Flows.HasFlag(LocalOAuthFlows.AuthorizationCode) ? "code" : "token";

    /// <summary>Gives the description, if the client may sign users in there.</summary>
    public static HostedUiDescription? Of(LocalOAuthOptions? oauth, Uri root) =>
        oauth is { CallbackUrls.Count: > 0 } ? new HostedUiDescription(root.Authority, oauth) : null;
}
