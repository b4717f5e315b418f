using System.Net.WebSockets;
using System.Text.Json;
using Amplify.Auth.Session;
using Amplify.Core.Http;
using Amplify.Signing;
using Microsoft.Extensions.Logging;

namespace Amplify;

/// <summary>What an <see cref="AmplifyClient"/> works with at run time, beside the settings that a configuration file can hold.</summary>
public sealed class AmplifyOptions
{
    /// <summary>
    /// Gets or sets the handler that sends requests, for a proxy or a test. The application disposes of it; redirects are switched off on it.
    /// </summary>
    /// <value>Default: one of its own, which follows no redirects and renews connections every 5 minutes.</value>
    public HttpMessageHandler? HttpMessageHandler { get; set; }

    /// <summary>
    /// Gets handlers that see every API request before it is authorized, outermost first; what they change is covered by the signature.
    /// A handler belongs to one client.
    /// </summary>
    /// <value>Default: none.</value>
    public IList<DelegatingHandler> Handlers { get; } = [];

    /// <summary>Gets or sets the clock.</summary>
    /// <value>Default: the system's.</value>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>
    /// Gets or sets how JSON is written and read. The client copies it; begin with <c>new(JsonSerializerDefaults.Web)</c> to keep camel case.
    /// Contexts in its <see cref="JsonSerializerOptions.TypeInfoResolverChain"/> make the application safe to trim and to compile ahead of time.
    /// </summary>
    /// <value>Default: <see cref="JsonSerializerDefaults.Web"/>.</value>
    public JsonSerializerOptions? JsonSerializerOptions { get; set; }

    /// <summary>Gets or sets what gives the credentials to sign with.</summary>
    /// <value>Default: the identity pool of the configuration; without one, requests are not signed.</value>
    public IAwsCredentialsProvider? CredentialsProvider { get; set; }

    /// <summary>Gets or sets what gives the tokens of <see cref="AuthMode.UserPool"/>.</summary>
    /// <value>
    /// Default: the user who is signed in with <see cref="AmplifyClient.Auth"/>; without a user pool in the configuration none, and calls then have to
    /// bring a token of their own.
    /// </value>
    public ITokenProvider? UserPoolTokenProvider { get; set; }

    /// <summary>Gets or sets what gives the tokens of <see cref="AuthMode.Oidc"/>.</summary>
    /// <value>Default: the user whom <see cref="AmplifyAuth.FederatedSignInAsync"/> has signed in.</value>
    public ITokenProvider? OidcTokenProvider { get; set; }

    /// <summary>
    /// Gets or sets a function that gives another token of a user who was signed in with <see cref="AmplifyAuth.FederatedSignInAsync"/> in a run of the
    /// application before this one.
    /// </summary>
    /// <value>Default: none, so that such a user is signed out when the token expires.</value>
    public Func<FederatedProvider, CancellationToken, ValueTask<FederatedToken>>? RefreshFederatedToken { get; set; }

    /// <summary>Gets or sets what gives the tokens of <see cref="AuthMode.Lambda"/>. <see cref="TokenProvider.Create"/> makes one of a function.</summary>
    /// <value>Default: none; calls then have to bring a token of their own.</value>
    public ITokenProvider? LambdaTokenProvider { get; set; }

    /// <summary>Gets or sets how GraphQL calls that name no mode are authorized, whatever the API's mode is.</summary>
    /// <value>Default: <see cref="GraphQLEndpoint.AuthMode"/> of each API, <see cref="AppSyncConfiguration.AuthenticationType"/> of the default one.</value>
    public AuthMode? GraphQLAuthMode { get; set; }

    /// <summary>Gets or sets where the user's session, remembered devices and the identity id are kept.</summary>
    /// <value>Default: in memory, so that each run begins signed out, as a new guest.</value>
    public IAuthStore? Store { get; set; }

    /// <summary>
    /// Gets or sets a function that shows the user a page, for signing in at the user pool's own pages from a desktop application. It returns as soon
    /// as the page is on its way.
    /// </summary>
    /// <value>Default: none, so that the system's browser shows it.</value>
    public Func<Uri, CancellationToken, ValueTask>? OpenBrowser { get; set; }

    /// <summary>Gets or sets what makes loggers.</summary>
    /// <value>Default: none.</value>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>
    /// Gets or sets what the application calls itself, such as <c>MyApp/1.2</c>. It stands after the library's name in <c>User-Agent</c>, which is never
    /// signed. A browser sends its own instead.
    /// </summary>
    /// <value>Default: none, so that only the library is named. Printable ASCII.</value>
    public string? UserAgent { get; set; }

    /// <summary>Gets or sets the time that a call may take in all, credentials and the body of the answer included.</summary>
    /// <value>Default: 100 seconds. <see cref="Timeout.InfiniteTimeSpan"/> for none.</value>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative, zero or longer than 49 days.</exception>
    public TimeSpan Timeout
    {
        get;
        set => field = CallTimeout.Checked(value, nameof(value));
    } = CallTimeout.Default;

    /// <summary>
    /// Gets or sets the time that one attempt of a call may take until its answer begins. The body of the answer may take the rest of
    /// <see cref="Timeout"/>.
    /// </summary>
    /// <value>
    /// Default: 30 seconds for an attempt that another one may follow, the rest of <see cref="Timeout"/> for the last one.
    /// <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> for no limit but <see cref="Timeout"/>.
    /// </value>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative, zero or longer than 49 days.</exception>
    public TimeSpan? AttemptTimeout
    {
        get;
        set => field = value is { } time ? CallTimeout.Checked(time, nameof(value)) : null;
    }

    /// <summary>Gets or sets when requests are sent again after a failure that may pass.</summary>
    /// <value>Default: up to 3 attempts of GET, HEAD, PUT, DELETE and OPTIONS. <see cref="RetryOptions.None"/> to send each request once.</value>
    public RetryOptions Retry { get; set; } = RetryOptions.Default;

    /// <summary>Gets how realtime connections are made, watched and kept. The client copies it.</summary>
    public RealtimeOptions Realtime { get; } = new();

    /// <summary>
    /// Gets or sets a function that opens WebSockets, for a proxy, certificates or a test. It is given where to connect to and the sub-protocols to
    /// offer, and gives the socket connected; the client disposes of it.
    /// </summary>
    /// <value>Default: none, so that a <see cref="ClientWebSocket"/> is used.</value>
    public Func<WebSocketRequest, CancellationToken, ValueTask<WebSocket>>? WebSocketFactory { get; set; }

    /// <summary>Gets or sets what this client has in common with others that act for the same users.</summary>
    internal SharedSessions? Shared { get; set; }
}
