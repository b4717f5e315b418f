using Amplify.Auth.Diagnostics;
using Amplify.Auth.HostedUi;
using Amplify.Auth.Protocol;
using Amplify.Auth.Session;
using Amplify.Auth.UserPool.Challenges;
using Amplify.Auth.UserPool.Devices;
using Amplify.Core.Diagnostics;
using Amplify.Core.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Amplify.Auth.UserPool;

/// <summary>Everything that works with one user pool as one app client.</summary>
internal sealed class UserPoolContext : IDisposable
{
    private readonly HttpPipeline _pipeline;
    private readonly SharedRenewals? _renewals;

    /// <param name="settings">The pool.</param>
    /// <param name="transport">What sends requests; shared, and not disposed of.</param>
    /// <param name="options">The clock, the store, the loggers and the time-out.</param>
    /// <param name="events">Who is told what happens.</param>
    public UserPoolContext(UserPoolSettings settings, HttpMessageHandler transport, IdentityPoolOptions options, AuthEvents events)
    {
        Settings = settings;
        ILogger logger = LoggerOf(options, AuthLog.Category);
        _pipeline = CreatePipeline(transport, options);
        _renewals = options.Shared?.Renewals;
        IAuthStore store = options.Store ?? new MemoryAuthStore();
        Client = new UserPoolClient(_pipeline, settings, options.TimeProvider);

        // A renewal that other clients may wait for does not end with this one.
        UserPoolClient renewing = _renewals is null ? Client : new UserPoolClient(CreatePipeline(transport, options), settings, options.TimeProvider);
        Session = new UserPoolSession(renewing, new SessionStore(store, settings.ClientId, logger), events, _renewals, options.TimeProvider, logger);
        Devices = new DeviceStore(store, settings.ClientId, logger);
        SignIn = new SignInFlow(
            Client,
            new ChallengeResponder(Client, Devices),
            Session,
            new SignInStore(store, settings.ClientId, logger),
            Devices,
            new DeviceRegistration(Client, Devices, logger),
            options.TimeProvider,
            logger);
        HostedUi = settings.HostedUi is null ? null : new HostedUiContext(settings, settings.HostedUi, _pipeline, options, store, Session, logger);
        Logger = logger;
    }

    public UserPoolSettings Settings { get; }

    public UserPoolClient Client { get; }

    public UserPoolSession Session { get; }

    public DeviceStore Devices { get; }

    public SignInFlow SignIn { get; }

    /// <summary>Gets the pool's own sign-in pages, if it has any.</summary>
    public HostedUiContext? HostedUi { get; }

    public ILogger Logger { get; }

    /// <summary>Calls an operation as the user who is signed in. A token that is refused is renewed once.</summary>
    /// <exception cref="AmplifyAuthException">Nobody is signed in, or the service refused.</exception>
    public async Task<TAnswer> CallAsUserAsync<TRequest, TAnswer>(
        CognitoOperation<TRequest, TAnswer> operation, Func<string, TRequest> create, CancellationToken cancellationToken)
        where TAnswer : class
    {
        string token = await Session.GetTokenAsync(TokenKind.Access, cancellationToken).ConfigureAwait(false);
        try
        {
            return await Client.CallAsync(operation, create(token), cancellationToken).ConfigureAwait(false);
        }
        catch (AmplifyAuthException e) when (e is { ErrorType: "NotAuthorizedException", Reason: AmplifyAuthReason.NotAuthorized })
        {
            Session.Invalidate(token);
            string renewed = await Session.GetTokenAsync(TokenKind.Access, cancellationToken).ConfigureAwait(false);
            return await Client.CallAsync(operation, create(renewed), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Forgets what other clients could still get of a session: its user has signed out.</summary>
    public void Forget(UserSession session) => _renewals?.Forget(session);

    public void Dispose()
    {
        Session.Dispose();
        SignIn.Dispose();
        _pipeline.Dispose();
    }

    private static HttpPipeline CreatePipeline(HttpMessageHandler transport, IdentityPoolOptions options) => new(transport, new HttpPipelineOptions
    {
        Owner = typeof(AmplifyAuth),
        TimeProvider = options.TimeProvider,
        Timeout = options.Timeout,
        Logger = LoggerOf(options, HttpLog.Category),
    });

    private static ILogger LoggerOf(IdentityPoolOptions options, string category) =>
        (ILogger?)options.LoggerFactory?.CreateLogger(category) ?? NullLogger.Instance;
}
