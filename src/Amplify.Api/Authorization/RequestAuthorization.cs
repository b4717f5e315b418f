using Amplify.Api.Rest;
using Amplify.Core.Http;
using Amplify.Signing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Amplify.Api.Authorization;

/// <summary>Decides how a request is authorized.</summary>
internal sealed partial class RequestAuthorization(IAwsCredentialsProvider? credentials, ServerClock clock, string? region, ILogger? logger = null)
{
    private const string AuthorizationHeader = "Authorization";

    private readonly SigV4Signer _signer = new();
    private readonly ILogger _logger = logger ?? NullLogger.Instance;

    /// <summary>Gets what gives tokens.</summary>
    public TokenProviders Tokens { get; init; } = new();

    /// <summary>Gets the mode of all GraphQL calls that name none, or <see langword="null"/> for each API's own.</summary>
    public AuthMode? GraphQLMode { get; init; }

    /// <summary>Gives the authorizers of a REST call. Headers of the caller, removed ones too, win over what the mode would send.</summary>
    /// <exception cref="AmplifyConfigurationException">The mode needs what the configuration has not.</exception>
    /// <exception cref="ArgumentException">The call's token cannot be sent, or its mode sends none.</exception>
    public IReadOnlyList<IAuthorizer> For(RestEndpointEntry api, RestOptions? options, IReadOnlyDictionary<string, string?> headers, Uri address)
    {
        AuthMode mode = ModeOf(api, options);
        var authorizers = new List<IAuthorizer>(2);
        if (!headers.ContainsKey(ApiKeyAuthorizer.HeaderName))
        {
            // Before the signature, which covers the key.
            if (api.ApiKey is { } key)
            {
                authorizers.Add(new ApiKeyAuthorizer(key));
            }
            else if (mode == AuthMode.ApiKey)
            {
                throw MissingSetting.ApiKey(api);
            }
        }

        if (headers.TryGetValue(AuthorizationHeader, out string? given))
        {
            AddCustomHeader(authorizers, AuthorizationHeader, given, api.CustomHeader, options?.Headers);
        }
        else if (mode == AuthMode.Iam && credentials is not null)
        {
            authorizers.Add(Signature(credentials, address, options?.Region ?? api.Region, options?.Service ?? api.Service, SigningTarget.ExecuteApi));
        }
        else if (TokenProviders.Serve(mode))
        {
            authorizers.Add(Token(mode, api.TokenKind, options?.Token) ?? throw MissingSetting.Token(api, mode));
        }

        return authorizers;
    }

    /// <summary>Gives the authorizers of a GraphQL call: of one mode, and of that only. Headers of the caller, removed ones too, win over what it would send.</summary>
    /// <exception cref="AmplifyConfigurationException">The mode needs what the configuration has not.</exception>
    /// <exception cref="ArgumentException">The call's token or key cannot be sent, or contradicts its mode.</exception>
    public IReadOnlyList<IAuthorizer> For(
        GraphQLEndpointEntry api, GraphQLCallAuthorization call, IReadOnlyDictionary<string, string?> headers, Uri address)
    {
        AuthMode mode = call.Decide(GraphQLMode, api.Mode);
        var authorizers = new List<IAuthorizer>(1);
        string header = HeaderOf(mode);
        if (headers.TryGetValue(header, out string? given))
        {
            AddCustomHeader(authorizers, header, given, call.CustomHeader, call.Headers);
        }
        else if (mode == AuthMode.ApiKey)
        {
            authorizers.Add(new ApiKeyAuthorizer(Sendable(call.ApiKey) ?? api.ApiKey ?? throw MissingSetting.ApiKey(api)));
        }
        else if (mode == AuthMode.Iam)
        {
            authorizers.Add(Signature(credentials ?? throw MissingSetting.Credentials(api), address, api.Region, api.Service, SigningTarget.AppSync));
        }
        else if (TokenProviders.Serve(mode))
        {
            authorizers.Add(Token(mode, api.TokenKind, call.Token) ?? throw MissingSetting.Token(api, mode));
        }

        return authorizers;
    }

    private static AuthMode ModeOf(RestEndpointEntry api, RestOptions? options)
    {
        if (options?.Token is null)
        {
            return options?.AuthMode ?? api.Mode;
        }

        AuthMode mode = options.AuthMode ?? (TokenProviders.Serve(api.Mode) ? api.Mode : AuthMode.Lambda);
        return TokenProviders.Serve(mode)
            ? mode
            : throw new ArgumentException($"A token is given with the mode {mode}, which sends none. Give it with UserPool, Oidc or Lambda, or leave it out.", nameof(options));
    }

    private static string? Sendable(string? apiKey) =>
        apiKey is not null && RestHeaders.FaultOf(ApiKeyAuthorizer.HeaderName, apiKey) is { } fault ? throw new ArgumentException(fault, nameof(apiKey)) : apiKey;

    // A call's own header stays what it is; what the API's function gave can be asked for again.
    private void AddCustomHeader(
        List<IAuthorizer> authorizers,
        string header,
        string? given,
        Func<CancellationToken, ValueTask<IReadOnlyDictionary<string, string?>>>? custom,
        IDictionary<string, string?>? callHeaders)
    {
        if (custom is not null && !string.IsNullOrEmpty(given) && callHeaders?.ContainsKey(header) != true)
        {
            authorizers.Add(new CustomHeaderAuthorizer(custom, header, given, callHeaders, _logger));
        }
    }

    private IamAuthorizer Signature(IAwsCredentialsProvider provider, Uri address, string? apiRegion, string? service, string defaultService) =>
        new(provider, _signer, clock, SigningTarget.Resolve(address, apiRegion, service, region, defaultService), _logger);

    private TokenAuthorizer? Token(AuthMode mode, TokenKind kind, string? given)
    {
        if (given is not null && TokenSource.FaultOf(given) is { } fault)
        {
            throw new ArgumentException($"The call's token cannot be sent. {fault}", nameof(given));
        }

        ITokenProvider? provider = given is null ? Tokens.For(mode) : TokenProvider.Create(_ => new(given));
        return provider is null ? null : new TokenAuthorizer(new TokenSource(provider, kind, mode), _logger);
    }
}
