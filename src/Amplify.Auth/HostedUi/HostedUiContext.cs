using Amplify.Auth.Session;
using Amplify.Auth.UserPool;
using Amplify.Core.Http;
using Microsoft.Extensions.Logging;

namespace Amplify.Auth.HostedUi;

/// <summary>Everything that works with a user pool's own sign-in pages.</summary>
internal sealed class HostedUiContext
{
    private readonly HostedUiSettings _settings;
    private readonly HostedUiSignIn _signIn;
    private readonly IdentityPoolOptions _options;
    private readonly ILogger _logger;

    public HostedUiContext(
        UserPoolSettings pool, HostedUiSettings settings, HttpPipeline pipeline, IdentityPoolOptions options, IAuthStore store, UserPoolSession session, ILogger logger)
    {
        _settings = settings;
        _options = options;
        _logger = logger;
        Urls = new HostedUiUrls(settings, pool.ClientId);
        _signIn = new HostedUiSignIn(new TokenEndpoint(pipeline, pool, Urls.Token), session, options.TimeProvider);
        Web = new WebSignIn(settings, Urls, new PendingSignInStore(store, pool.ClientId, logger), _signIn, options.TimeProvider);
    }

    public HostedUiUrls Urls { get; }

    public WebSignIn Web { get; }

    [System.Runtime.Versioning.UnsupportedOSPlatform("browser")]
    public DesktopSignIn Desktop => new(_settings, Urls, _signIn, _options.OpenBrowser, _options.TimeProvider, _logger);

    public Uri SignOutUrl(string? redirectUri) =>
        Urls.Logout(RedirectChoice.Any(redirectUri, _settings.RedirectSignOut, "Auth.OAuth.RedirectSignOut").OriginalString);
}
