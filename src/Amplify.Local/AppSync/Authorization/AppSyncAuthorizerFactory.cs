using Amplify.Local.ApiGateway.Authorization;
using Amplify.Local.AppSync.Authorization.ApiKeys;
using Amplify.Local.AppSync.Authorization.Modes;
using Amplify.Local.AppSync.Authorization.Tokens;
using Amplify.Local.Lambda;
using Amplify.Local.Tokens;
using Microsoft.Extensions.Logging;

namespace Amplify.Local.AppSync.Authorization;

/// <summary>Makes an API's authorizer of its options and the backend's parts.</summary>
internal sealed class AppSyncAuthorizerFactory(
    string apiId,
    string region,
    ApiKeyStore apiKeys,
    SignatureAuthorizer signatures,
    LocalTokenIssuer userPoolTokens,
    Func<string, bool> isUserPoolClient,
    LocalTokenIssuer oidcTokens,
    IReadOnlyDictionary<string, ILambdaFunction> functions,
    HttpClient http,
    TimeProvider timeProvider,
    ILogger logger)
{
    /// <exception cref="ArgumentException">A mode lacks its settings, or they cannot be.</exception>
    public AppSyncAuthorizer Create(LocalAppSyncOptions options)
    {
        AppSyncModes modes = options.Modes;
        return new AppSyncAuthorizer(
            modes.Default,
            modes.Has(AppSyncAuthMode.ApiKey) ? new ApiKeyMode(apiKeys) : null,
            modes.Has(AppSyncAuthMode.Iam) ? new IamMode(signatures) : null,
            TokensOf(options, modes),
            modes.Has(AppSyncAuthMode.Lambda) ? LambdaOf(options) : null);
    }

    private TokenMode? TokensOf(LocalAppSyncOptions options, AppSyncModes modes)
    {
        IEnumerable<ITokenProvider> pools = modes.Has(AppSyncAuthMode.UserPool) ? options.UserPools.Select(ProviderOf) : [];
        IEnumerable<ITokenProvider> others = modes.Has(AppSyncAuthMode.Oidc) ? options.OidcIssuers.Select(ProviderOf) : [];
        ITokenProvider[] providers = [.. pools, .. others];
        return providers.Length == 0 ? null : new TokenMode(providers);
    }

    private ITokenProvider ProviderOf(AppSyncUserPool pool) => pool.Issuer is { OriginalString: var issuer }
        // Which clients a pool elsewhere has, only it knows.
        ? new UserPoolProvider(() => issuer, KeysOf(issuer, discovers: false), static _ => true, pool)
        : new UserPoolProvider(() => userPoolTokens.Issuer, userPoolTokens.Keys, isUserPoolClient, pool);

    private ITokenProvider ProviderOf(AppSyncOidcIssuer provider) => provider.Issuer is { OriginalString: var issuer }
        ? new OidcProvider(() => issuer, KeysOf(issuer, discovers: true), provider)
        : new OidcProvider(() => oidcTokens.Issuer, oidcTokens.Keys, provider);

    private RemoteKeys KeysOf(string issuer, bool discovers) =>
        new(issuer, new KeySetClient(http, issuer, discovers, timeProvider), timeProvider, logger);

    private LambdaMode LambdaOf(LocalAppSyncOptions options)
    {
        AppSyncLambdaAuthorizer settings = options.LambdaAuthorizer
            ?? throw new ArgumentException($"Mode {nameof(AppSyncAuthMode.Lambda)} needs {nameof(options.LambdaAuthorizer)}.", nameof(options));
        ILambdaFunction function = settings.Function ?? functions.GetValueOrDefault(settings.FunctionName)
            ?? throw new ArgumentException($"The Lambda authorizer '{settings.FunctionName}' is no function of the backend.", nameof(options));
        return new LambdaMode(apiId, region, function, settings, new FunctionRunner(LambdaMode.Timeout, timeProvider, logger), timeProvider);
    }
}
