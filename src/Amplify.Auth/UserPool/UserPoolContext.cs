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

    /// <param name="settings">The pool.</param>
    /// <param name="transport">What sends requests; shared, and not disposed of.</param>
    /// <param name="options">The clock, the store, the loggers and the time-out.</param>
    /// <param name="events">Who is told what happens.</param>
    public UserPoolContext(UserPoolSettings settings, HttpMessageHandler transport, IdentityPoolOptions options, AuthEvents events)
    {
        Settings = settings;
        ILogger logger = LoggerOf(options, AuthLog.Category);
        _pipeline = new HttpPipeline(transport, new HttpPipelineOptions
        {
            Owner = typeof(AmplifyAuth),
            TimeProvider = options.TimeProvider,
            Timeout = options.Timeout,
            Logger = LoggerOf(options, HttpLog.Category),
        });
        IAuthStore store = options.Store ?? new MemoryAuthStore();
        Client = new UserPoolClient(_pipeline, settings, options.TimeProvider);
        Session = new UserPoolSession(Client, new SessionStore(store, settings.ClientId, logger), events, options.Renewals, options.TimeProvider, logger);
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

    public void Dispose()
    {
        Session.Dispose();
        SignIn.Dispose();
        _pipeline.Dispose();
    }

    private static ILogger LoggerOf(IdentityPoolOptions options, string category) =>
        (ILogger?)options.LoggerFactory?.CreateLogger(category) ?? NullLogger.Instance;
}
