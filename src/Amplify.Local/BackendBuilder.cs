using System.Collections.Frozen;
using Amplify.Local.Accounts;
using Amplify.Local.ApiGateway;
using Amplify.Local.ApiGateway.Authorization;
using Amplify.Local.ApiGateway.Events;
using Amplify.Local.ApiGateway.Limits;
using Amplify.Local.ApiGateway.Responses;
using Amplify.Local.AppSync;
using Amplify.Local.AppSync.Authorization;
using Amplify.Local.AppSync.Authorization.ApiKeys;
using Amplify.Local.AppSync.GraphiQL;
using Amplify.Local.Cognito.HostedUi;
using Amplify.Local.Cognito.IdentityPool;
using Amplify.Local.Cognito.UserPool;
using Amplify.Local.Configuration;
using Amplify.Local.Events;
using Amplify.Local.Events.Channels;
using Amplify.Local.Hosting;
using Amplify.Local.Lambda;
using Amplify.Local.Realtime;
using Amplify.Local.Storage;
using Amplify.Local.Tables;
using Amplify.Local.Tokens;
using Microsoft.Extensions.Logging;

namespace Amplify.Local;

/// <summary>Puts a backend together: the one place where the parts meet.</summary>
internal sealed class BackendBuilder(LocalBackendOptions options)
{
    private const string OidcPath = "oidc";

    private static readonly FrozenSet<string> ReservedNames =
        new[]
        {
            IdentityPoolEndpoint.PathPrefix, UserPoolEndpoint.PathPrefix, InvokeEndpoint.ApiVersion, OidcPath, AppSyncEndpoint.PathPrefix,
            GraphiQLEndpoint.PathPrefix, PingEndpoint.PathPrefix, EventEndpoint.PathPrefix,
        }.Concat(HostedUiEndpoint.PathPrefixes)
            .ToFrozenSet(StringComparer.Ordinal);

    private readonly ILogger _logger = options.LoggerFactory.CreateLogger("Amplify.Local");
    private readonly LocalFaults _faults = new();
    private readonly TokenBucket? _account = TokenBucket.Create(options.AccountRate, options.AccountBurst, options.TimeProvider);

    public async Task<LocalBackend> StartAsync(CancellationToken cancellationToken)
    {
        LocalDatabase database = LocalDatabase.Open(options.DataFile);
        try
        {
            return await StartAsync(database, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    private async Task<LocalBackend> StartAsync(LocalDatabase database, CancellationToken cancellationToken)
    {
        var settings = new SettingStore(database);
        var clock = new ServerClock(options.TimeProvider, _faults);
        var account = new LocalAccount(settings);
        string poolId = settings.GetOrAdd($"identityPoolId.{options.Region}", () => RandomKeys.PoolOrIdentityId(options.Region));
        var keys = new AccessKeys(database, account, poolId);
        var signatures = new SignatureAuthorizer(keys, options.Region);
        var cors = new GatewayCors(options.CorsHeaders);
        IReadOnlyList<(LocalRestApi Api, string? Key)> apis = [.. AllApis(database).Select(api => (api, KeyOf(api, settings)))];

        var address = new ServerAddress();
        UserPoolParts userPool = new UserPoolBuilder(options.UserPool, options.Region, database, settings, address, clock, _logger).Build();
        var userPoolEndpoint = new UserPoolEndpoint(userPool.Operations);
        var oidcTokens = new LocalTokenIssuer(
            OidcPath,
            settings.GetOrAdd($"clientId.{OidcPath}", RandomKeys.ClientId),
            address,
            new IssuerKeys(new IssuerKey(settings, $"tokenKey.{OidcPath}")),
            clock);

        var http = new HttpClient();
        IdentityPoolEndpoint identityPool = new IdentityPoolBuilder(options, userPool.Issuer, oidcTokens, userPool, http, _logger)
            .Build(poolId, database, keys, signatures, clock);
        var apiKeys = new ApiKeyStore(database);
        var appSync = new AppSyncBuilder(options.AppSync, database, apiKeys, clock);
        var authorizers = new AppSyncAuthorizerFactory(
            StableId.Of("AppSync", 26),
            options.Region,
            apiKeys,
            signatures,
            userPool.Issuer,
            userPool.Clients.Contains,
            oidcTokens,
            options.Functions,
            http,
            options.TimeProvider,
            _logger);

        AppSyncAuthorizer callers = authorizers.Create(options.AppSync);
        var realtime = new RealtimeHost(_faults.Realtime, options.TimeProvider, _logger);

        var endpoints = new Dictionary<string, IServiceEndpoint>(StringComparer.Ordinal)
        {
            [userPool.Issuer.PathSegment] = new TokenIssuerEndpoint(userPool.Issuer, () => address.Root),
            [oidcTokens.PathSegment] = new TokenIssuerEndpoint(oidcTokens),
            [AppSyncEndpoint.PathPrefix] = appSync.BuildEndpoint(callers, realtime, clock, options.TimeProvider, _logger),
            [PingEndpoint.PathPrefix] = new PingEndpoint(),
            [EventEndpoint.PathPrefix] = EventsOf(callers, appSync.Modes, realtime, clock),
            [GraphiQLEndpoint.PathPrefix] = new GraphiQLEndpoint(new GraphiQLSettings(
                $"/{AppSyncEndpoint.PathPrefix}", options.Region, $"/{IdentityPoolEndpoint.PathPrefix}", poolId, appSync.Modes, appSync.CurrentKey)),
            [IdentityPoolEndpoint.PathPrefix] = identityPool,
            [UserPoolEndpoint.PathPrefix] = userPoolEndpoint,
            [InvokeEndpoint.ApiVersion] = new InvokeEndpoint(
                options.Functions.ToFrozenDictionary(StringComparer.Ordinal),
                new FunctionRunner(options.FunctionTimeout, options.TimeProvider, _logger),
                signatures,
                options.Region),
        };
        var restAuthorizers = new RestAuthorizerFactory(
            options.Region, userPool, options.Functions, http, options.TimeProvider, _logger);
        HostedUiEndpoint hostedUi = HostedUiBuilder.Build(userPool, userPool.Issuer, database, options.Tls, clock);
        foreach (string prefix in HostedUiEndpoint.PathPrefixes)
        {
            endpoints.Add(prefix, hostedUi);
        }

        foreach ((LocalRestApi api, string? key) in apis)
        {
            endpoints.Add(api.Name, EndpointOf(api, key, signatures, restAuthorizers, cors));
        }

        var requests = new LocalRequests(options.RequestLogCapacity);
        var dispatcher = new RequestDispatcher(
            endpoints.ToFrozenDictionary(StringComparer.Ordinal),
            root: request => UserPoolEndpoint.IsTarget(request) ? userPoolEndpoint : identityPool,
            unknown: new UnknownEndpoint(cors),
            _faults,
            clock,
            requests,
            options.TimeProvider,
            _logger);
        LoopbackCertificates? certificates = options.Tls ? LoopbackCertificates.Create(TimeProvider.System.GetUtcNow()) : null;
        LoopbackServer server = await LoopbackServer.StartAsync(
            options.Port, certificates, dispatcher.HandleAsync, options.LoggerFactory, cancellationToken).ConfigureAwait(false);
        address.Root = server.Root;
        LocalAppSync local = appSync.Build(server.Root);
        BackendDescription description = Describe(server.Root, poolId, userPool, apis);
        return new LocalBackend(
            server, database, description, account.User.Credentials, _faults, requests, userPool.Issuer, oidcTokens, http,
            local, new LocalUserPool(userPool, description.UserPoolEndpoint));
    }

    private BackendDescription Describe(Uri root, string identityPoolId, UserPoolParts userPool, IEnumerable<(LocalRestApi Api, string? Key)> apis) => new(
        options.Region,
        identityPoolId,
        new Uri(root, IdentityPoolEndpoint.PathPrefix),
        userPool.PoolId,
        userPool.Clients.Default.Id,
        new Uri(root, UserPoolEndpoint.PathPrefix),
        new Uri(root, EventEndpoint.PathPrefix),
        options.AllowGuests,
        [.. apis.Select(entry => RestApiDescription.Of(
            entry.Api, new Uri(root, $"{entry.Api.Name}/{entry.Api.Stage}"), entry.Key))])
    {
        HostedUi = HostedUiDescription.Of(userPool.Clients.Default.Settings.OAuth, root),
    };

    private EventEndpoint EventsOf(AppSyncAuthorizer callers, IReadOnlyList<AppSyncAuthMode> modes, RealtimeHost realtime, ServerClock clock)
    {
        var access = new EventAccess(options.Events, modes);
        var hub = new ChannelHub();
        var handlers = new ChannelHandlers(options.TimeProvider, _logger);
        return new EventEndpoint(
            new EventServices(
                access, hub, handlers, new EventPublisher(access, hub, handlers), callers, clock, options.Events.MaxSubscriptionsPerConnection),
            new RealtimeGate(EventEndpoint.SubProtocol, EventEndpoint.Path, callers, realtime, clock, _logger, ChannelAction.Connect));
    }

    private RestApiEndpoint EndpointOf(
        LocalRestApi api, string? key, SignatureAuthorizer signatures, RestAuthorizerFactory authorizers, GatewayCors cors)
    {
        var description = new ApiDescription(
            StableId.Of(api.Name, 10), api.Stage, StableId.Of($"{api.Name}/{api.Stage}", 6), new BinaryMediaTypes([.. api.BinaryMediaTypes]))
        {
            ApiKey = key,
            ApiKeyId = key is null ? null : StableId.Of($"{api.Name}/key", 10),
        };
        return new RestApiEndpoint(
            api,
            description,
            api.BuildRoutes(options.Region, authorization => authorizers.Create(authorization, description, api.IntegrationTimeout)),
            signatures,
            new GatewayResponder(cors, api.GatewayResponses),
            new UsageLimiter(api.Limits, _account, options.TimeProvider),
            options.TimeProvider,
            _logger);
    }

    private static string? KeyOf(LocalRestApi api, SettingStore settings) =>
        api.NeedsApiKey ? api.ApiKey ?? settings.GetOrAdd($"apiKey.{api.Name}", RandomKeys.ApiKey) : null;

    private IEnumerable<LocalRestApi> AllApis(LocalDatabase database)
    {
        IEnumerable<LocalRestApi> defaults = options.ServesDefaultApis || options.RestApis.Count == 0
            ? DefaultApis.Create(new TableApi(new ItemStore(database), new ItemQuery(database)))
            : [];
        foreach (LocalRestApi api in defaults.Concat(options.RestApis))
        {
            yield return ReservedNames.Contains(api.Name)
                ? throw new ArgumentException($"An API cannot be called '{api.Name}': that is the path of another service.")
                : api;
        }
    }
}
