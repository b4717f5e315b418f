using Amplify;
using Amplify.AspNetCore;
using Amplify.AspNetCore.DependencyInjection;
using Amplify.AspNetCore.Diagnostics;
using Amplify.AspNetCore.HostedUi;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps the endpoints that sign visitors in and out at the user pool's own pages, the hosted UI.</summary>
public static class AmplifyHostedUiEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Maps <c>GET /sign-in</c>, which sends the visitor to the user pool's own pages, <c>GET /signed-in</c>, which the pages send the visitor back to, and
    /// <c>POST /sign-out</c>.
    /// </summary>
    /// <remarks>
    /// <para>
    /// A sign-in belongs to the browser that began it: its state and the PKCE verifier are in the visitor's protected cookies. What comes back to
    /// another browser, twice, or after an hour is refused with 400.
    /// </para>
    /// <para>
    /// The visitor comes back to that one of <see cref="OAuthConfiguration.RedirectSignIn"/> that leads to the callback's path on the host that the browser
    /// asked, else to the first one with that path, else to the callback's path on the host that the browser asked. After a sign-out it is the
    /// one of <see cref="OAuthConfiguration.RedirectSignOut"/> on that host, else the first one, else the start of the site.
    /// </para>
    /// <para>
    /// Signing out takes an antiforgery token: call <c>AddAntiforgery</c> and <c>UseAntiforgery</c>.
    /// </para>
    /// </remarks>
    /// <param name="endpoints">Where to map them, such as the application, or <c>app.MapGroup("/account")</c>.</param>
    /// <param name="configure">Sets paths and what else there is to set.</param>
    /// <returns>Goes on setting up the endpoints.</returns>
    /// <exception cref="InvalidOperationException">There are no clients of visitors.</exception>
    /// <exception cref="AmplifyConfigurationException">The configuration has no pages, or cookies that do not come back from them.</exception>
    /// <exception cref="ArgumentException">A path does not begin with a slash, ends with one, or has parameters.</exception>
    public static IEndpointConventionBuilder MapAmplifyHostedUi(
        this IEndpointRouteBuilder endpoints, Action<HostedUiEndpointOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var options = new HostedUiEndpointOptions();
        configure?.Invoke(options);
        Check(options);
        IServiceProvider services = endpoints.ServiceProvider;
        VisitorConfiguration configuration = services.GetService<VisitorConfiguration>() ?? throw new InvalidOperationException(
            "MapAmplifyHostedUi signs visitors in, and there are no clients of visitors. Call services.AddAmplifyPerVisitor(…).");
        var hostedUi = new HostedUiEndpoints(options, configuration, services.GetRequiredService<ILoggerFactory>().CreateLogger(VisitorLog.Category));
        hostedUi.Check();
        RouteGroupBuilder group = endpoints.MapGroup("");
        group.MapGet(options.SignInPath, hostedUi.SignInAsync);
        group.MapGet(options.CallbackPath, hostedUi.ReturnAsync);
        group.MapPost(options.SignOutPath, hostedUi.SignOutAsync).WithMetadata(new RequireAntiforgeryTokenAttribute());
        return group;
    }

    private static void Check(HostedUiEndpointOptions options)
    {
        string? wrong = Array.Find([options.SignInPath, options.CallbackPath, options.SignOutPath], static path => !IsRoute(path));
        wrong ??= options.FailurePath is { } page && !LocalUrl.IsValid(page) ? page : null;
        if (wrong is not null)
        {
            throw new ArgumentException(
                $"A path of MapAmplifyHostedUi begins with a slash, ends with none, and has no parameters; \"{wrong}\" is none.", nameof(options));
        }
    }

    private static bool IsRoute(string path) => LocalUrl.IsValid(path) && !path.EndsWith('/') && !path.AsSpan().ContainsAny('{', '?', '#');
}
