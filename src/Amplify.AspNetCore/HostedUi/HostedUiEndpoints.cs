using Amplify.AspNetCore.DependencyInjection;
using Amplify.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Amplify.AspNetCore.HostedUi;

/// <summary>Signs visitors in and out at the user pool's own pages. What a sign-in needs at its end is kept in the visitor's cookies.</summary>
internal sealed class HostedUiEndpoints(HostedUiEndpointOptions options, VisitorConfiguration configuration, ILogger logger)
{
    public async Task SignInAsync(HttpContext context)
    {
        string? returnUrl = context.Request.Query["returnUrl"];
        if (!string.IsNullOrEmpty(returnUrl) && !LocalUrl.IsValid(returnUrl))
        {
            await AnswerAsync(context, StatusCodes.Status400BadRequest, "returnUrl has to be a path of this site, such as /orders.").ConfigureAwait(false);
            return;
        }

        string? provider = context.Request.Query["provider"];
        HostedUiOptions signIn = new()
        {
            IdentityProvider = provider,
            RedirectUri = RedirectUri.Of(OAuth.RedirectSignIn, context.Request, CallbackOf(context.Request)),
            ReturnUrl = returnUrl,
        };
        options.ConfigureSignIn?.Invoke(context, signIn);
        Uri page = await AuthOf(context).BeginHostedUiSignInAsync(signIn, context.RequestAborted).ConfigureAwait(false);
        context.Response.Redirect(page.AbsoluteUri);
    }

    public async Task ReturnAsync(HttpContext context)
    {
        // It has a code in its address, and what it answers is for this visitor.
        context.Response.Headers.CacheControl = "no-store";
        try
        {
            (_, string? returnUrl) = await AuthOf(context).ReturnFromHostedUiAsync(AddressOf(context.Request), context.RequestAborted).ConfigureAwait(false);
            LocalUrl.Redirect(context.Response, string.IsNullOrEmpty(returnUrl) ? context.Request.PathBase.Add("/").ToUriComponent() : returnUrl);
        }
        catch (Exception e) when (e is ArgumentException or AmplifyException and not AmplifyConfigurationException)
        {
            await FailAsync(context, e).ConfigureAwait(false);
        }
    }

    public async Task SignOutAsync(HttpContext context)
    {
        if (context.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: false })
        {
            await AnswerAsync(context, StatusCodes.Status400BadRequest, "The form has no valid antiforgery token.").ConfigureAwait(false);
            return;
        }

        AmplifyAuth auth = AuthOf(context);
        await auth.SignOutAsync(cancellationToken: context.RequestAborted).ConfigureAwait(false);
        context.Response.Redirect(auth.GetHostedUiSignOutUrl(RedirectUri.AfterSignOut(OAuth.RedirectSignOut, context.Request)).AbsoluteUri);
    }

    /// <exception cref="AmplifyConfigurationException">Visitors cannot sign in at pages with these settings.</exception>
    public void Check()
    {
        _ = OAuth;
        if ("strict".Equals(configuration.Current.Auth.CookieStorage?.SameSite, StringComparison.OrdinalIgnoreCase))
        {
            throw new AmplifyConfigurationException(
                "With Auth.CookieStorage.SameSite \"strict\" a browser that comes back from the hosted pages does not send the cookies that the sign-in was begun with. Set \"lax\".")
            { Key = "Auth.CookieStorage.SameSite" };
        }
    }

    private OAuthConfiguration OAuth => configuration.Current.Auth.OAuth ?? throw new AmplifyConfigurationException(
        "The configuration does not tell where the user pool's own sign-in pages are. Set Auth.OAuth.Domain.")
    { Key = "Auth.OAuth.Domain" };

    private static AmplifyAuth AuthOf(HttpContext context) => context.RequestServices.GetRequiredService<AmplifyClient>().Auth;

    // All of them are in one group, whose own path may have parts that vary.
    private PathString CallbackOf(HttpRequest request)
    {
        string path = request.Path.Value!.TrimEnd('/');
        return string.Concat(path.AsSpan(0, path.Length - options.SignInPath.Length), options.CallbackPath);
    }

    // Of the address only the query counts, and not every request's host makes one.
    private static Uri AddressOf(HttpRequest request) => new(UriHelper.BuildAbsolute("https", new HostString("localhost"), query: request.QueryString));

    private async Task FailAsync(HttpContext context, Exception cause)
    {
        SignInFailure failure = SignInFailure.Of(cause);
        logger.HostedUiSignInFailed(failure.Reason.ToString(), cause.Message);
        if (options.FailurePath is { } page && !failure.IsForeign)
        {
            string url = context.Request.PathBase.ToUriComponent() + page;
            LocalUrl.Redirect(context.Response, QueryHelpers.AddQueryString(url, "reason", failure.Reason.ToString()));
            return;
        }

        await AnswerAsync(context, failure.Status, failure.Text).ConfigureAwait(false);
    }

    private static Task AnswerAsync(HttpContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(text, context.RequestAborted);
    }
}
