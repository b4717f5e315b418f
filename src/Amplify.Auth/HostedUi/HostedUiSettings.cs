namespace Amplify.Auth.HostedUi;

/// <summary>The checked settings of the hosted pages. Lists are texts separated by spaces, so that equal settings are equal.</summary>
/// <param name="Domain">Where the pages are.</param>
/// <param name="Scopes">What is asked for by default.</param>
/// <param name="RedirectSignIn">Where users come back to.</param>
/// <param name="RedirectSignOut">Where users come back to when they have signed out.</param>
internal sealed record HostedUiSettings(Uri Domain, string Scopes, string RedirectSignIn, string RedirectSignOut)
{
    /// <summary>Gives the settings, or <see langword="null"/> when there are none.</summary>
    /// <param name="configuration">The pages.</param>
    /// <param name="endpoint">Where the user pool is. A local backend serves the pages there too, perhaps without TLS, which a domain does not tell.</param>
    /// <exception cref="AmplifyConfigurationException">The domain is not one.</exception>
    public static HostedUiSettings? From(OAuthConfiguration? configuration, Uri endpoint)
    {
        if (configuration?.Domain?.Trim() is not { Length: > 0 } domain)
        {
            return null;
        }

        string scheme = domain == endpoint.Authority ? endpoint.Scheme : Uri.UriSchemeHttps;
        string address = domain.Contains("://", StringComparison.Ordinal) ? domain : $"{scheme}://{domain}";
        return Uri.TryCreate(address, UriKind.Absolute, out Uri? url) && url.Scheme is "http" or "https"
            ? new HostedUiSettings(
                url, string.Join(' ', configuration.Scopes), string.Join(' ', configuration.RedirectSignIn), string.Join(' ', configuration.RedirectSignOut))
            : throw new AmplifyConfigurationException("The domain of the hosted pages is neither a host name nor an http or https URL. (key Auth.OAuth.Domain)")
            { Key = "Auth.OAuth.Domain" };
    }
}
