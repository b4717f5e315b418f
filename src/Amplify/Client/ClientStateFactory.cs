using Amplify.Api;
using Amplify.Api.Authorization;
using Amplify.Api.GraphQL;
using Amplify.Api.Rest;
using Amplify.Auth.IdentityPool;
using Amplify.Configuration;
using Amplify.Core.Http;
using Amplify.Signing;
using Microsoft.Extensions.Logging;

namespace Amplify.Client;

/// <summary>Makes what of a client follows its settings, over what stays as long as the client lives.</summary>
internal sealed class ClientStateFactory(AmplifyOptions options, HttpMessageHandler transport, ILogger httpLogger)
{
    // One clock for all settings: what was learned about a host stays true.
    public ServerClock Clock { get; } = new(options.TimeProvider, httpLogger);

    /// <param name="configuration">The settings.</param>
    /// <param name="previous">What to go on from: an identity that its settings did not change is kept.</param>
    /// <exception cref="AmplifyConfigurationException">A setting cannot be used.</exception>
    public ClientState Create(AmplifyConfiguration configuration, ClientState? previous)
    {
        ConfigurationCheck.Run(configuration);
        bool usesPool = options.CredentialsProvider is null && !string.IsNullOrWhiteSpace(configuration.Auth.IdentityPoolId);
        IdentityPoolSettings? pool = usesPool ? IdentityPoolSettings.From(configuration.Auth) : null;
        IAwsCredentialsProvider? credentials = options.CredentialsProvider;
        if (pool is not null)
        {
            credentials = pool == previous?.Pool ? previous.Credentials : CreateProvider(configuration.Auth);
        }

        var authorization = new RequestAuthorization(credentials, Clock, configuration.Region, httpLogger)
        {
            Tokens = new() { UserPool = options.UserPoolTokenProvider, Oidc = options.OidcTokenProvider, Lambda = options.LambdaTokenProvider },
            GraphQLMode = options.GraphQLAuthMode,
        };
        return new ClientState(
            new RestSettings(new RestEndpointCatalog(configuration.Api.Endpoints), authorization),
            new GraphQLSettings(new GraphQLEndpointCatalog(configuration.Api), authorization),
            credentials,
            pool);
    }

    private IdentityPoolCredentialsProvider CreateProvider(AuthConfiguration auth) => new(auth, new IdentityPoolOptions
    {
        HttpMessageHandler = transport,
        Store = options.Store,
        TimeProvider = options.TimeProvider,
        LoggerFactory = options.LoggerFactory,
        Timeout = options.Timeout,
    });
}
