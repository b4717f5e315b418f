using Microsoft.AspNetCore.Http;

namespace Amplify.AspNetCore;

/// <summary>The endpoints that sign visitors in and out at the user pool's own pages. The paths are beneath the group that they are mapped in.</summary>
public sealed class HostedUiEndpointOptions
{
    /// <summary>
    /// Gets or sets the path that sends a visitor to the pages. Its query may have <c>returnUrl</c>, the path of this site to go on to afterwards, and
    /// <c>provider</c>, see <see cref="HostedUiOptions.IdentityProvider"/>.
    /// </summary>
    /// <value>Default: <c>/sign-in</c>.</value>
    public string SignInPath { get; set; } = "/sign-in";

    /// <summary>Gets or sets the path that the pages send a visitor back to. Its URL has to be registered with the app client, as a callback URL.</summary>
    /// <value>Default: <c>/signed-in</c>.</value>
    public string CallbackPath { get; set; } = "/signed-in";

    /// <summary>Gets or sets the path that a form is posted to, with an antiforgery token, to sign a visitor out here and at the pages.</summary>
    /// <value>Default: <c>/sign-out</c>.</value>
    public string SignOutPath { get; set; } = "/sign-out";

    /// <summary>
    /// Gets or sets the page of this site that a visitor is sent to whose sign-in was refused or failed, with the <see cref="AmplifyAuthReason"/> in the
    /// query, as <c>?reason=SignInRefused</c>.
    /// </summary>
    /// <value>Default: none, so that a sentence of plain text tells it.</value>
    public string? FailurePath { get; set; }

    /// <summary>Gets or sets what changes how a visitor signs in, such as the scopes or the language, by the request.</summary>
    /// <value>Default: none.</value>
    public Action<HttpContext, HostedUiOptions>? ConfigureSignIn { get; set; }
}
