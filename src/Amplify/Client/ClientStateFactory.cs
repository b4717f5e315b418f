using Amplify.Api;
using Amplify.Api.Authorization;
using Amplify.Api.Events;
using Amplify.Api.GraphQL;
using Amplify.Api.Rest;
using Amplify.Auth.Diagnostics;
using Amplify.Auth.Federation;
using Amplify.Auth.IdentityPool;
using Amplify.Auth.Session;
using Amplify.Auth.UserPool;
using Amplify.Configuration;
using Amplify.Core.Http;
using Amplify.Signing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Amplify.Client;

/// <summary>Makes what of a client follows its settings, over what stays as long as the client lives.</summary>
internal sealed class ClientStateFactory(AmplifyOptions options, HttpMessageHandler transport, ILogger httpLogger)
{
    // Without a store that outlives the client, one all the same: settings may change.
    private readonly IAuthStore _store = options.Store ?? new MemoryAuthStore();

    /// <summary>Gets who is told what happens to the user's session, whatever the settings become.</summary>
    public AuthEvents AuthEvents { get; } = new((ILogger?)options.LoggerFactory?.CreateLogger(AuthLog.Category) ?? NullLogger.Instance);

    /// <summary>Gets who is signed in through another provider, whatever the settings become.</summary>
    public FederatedSession Federated => field ??= CreateFederated();

    // One clock for all settings: what was learned about a host stays true.
    public ServerClock Clock { get; } = new(options.TimeProvider, httpLogger);

    /// <param name="configuration">The settings.</param>
    /// <param name="previous">What to go on from: an identity that its settings did not change is kept.</param>
    /// <exception cref="AmplifyConfigurationException">A setting cannot be used.</exception>
    public ClientState Create(AmplifyConfiguration configuration, ClientState? previous)
    {
        ConfigurationCheck.Run(configuration);
        UserPoolContext? userPool = UserPoolOf(configuration.Auth, previous);
        bool usesPool = options.CredentialsProvider is null && !string.IsNullOrWhiteSpace(configuration.Auth.IdentityPoolId);
        IdentityPoolSettings? pool = usesPool ? IdentityPoolSettings.From(configuration.Auth) : null;
        IAwsCredentialsProvider? credentials = options.CredentialsProvider;
        if (pool is not null)
        {
            credentials = pool == previous?.Pool && userPool == previous.UserPool
                ? previous.Credentials
                : new IdentityPoolCredentialsProvider(configuration.Auth, AuthOptions(new UserLogins(Federated, userPool?.Session)));
        }

        var authorization = new RequestAuthorization(credentials, Clock, configuration.Region, httpLogger)
        {
            Tokens = new() { UserPool = options.UserPoolTokenProvider ?? userPool?.Session, Oidc = options.OidcTokenProvider ?? Federated, Lambda = options.LambdaTokenProvider },
            GraphQLMode = options.GraphQLAuthMode,
        };
        return new ClientState(
            new RestSettings(new RestEndpointCatalog(configuration.Api.Endpoints), authorization),
            new GraphQLSettings(new GraphQLEndpointCatalog(configuration.Api), authorization),
            EventsSettings.From(configuration.Api.Events, authorization),
            credentials,
            pool,
            userPool);
    }

    private UserPoolContext? UserPoolOf(AuthConfiguration auth, ClientState? previous)
    {
        UserPoolSettings? settings = UserPoolSettings.From(auth);
        if (settings is null)
        {
            return null;
        }

        return settings == previous?.UserPool?.Settings
            ? previous.UserPool
            : new UserPoolContext(settings, transport, AuthOptions(logins: null), AuthEvents);
    }

    private FederatedSession CreateFederated()
    {
        ILogger logger = (ILogger?)options.LoggerFactory?.CreateLogger(AuthLog.Category) ?? NullLogger.Instance;
        return new FederatedSession(new FederationStore(_store, options.RefreshFederatedToken, logger), AuthEvents, options.TimeProvider, logger);
    }

    private IdentityPoolOptions AuthOptions(ILoginSource? logins) => new()
    {
        HttpMessageHandler = transport,
        Store = _store,
        TimeProvider = options.TimeProvider,
        LoggerFactory = options.LoggerFactory,
        Timeout = options.Timeout,
        OpenBrowser = options.OpenBrowser,
        Logins = logins,
        Shared = options.Shared,
    };
}
