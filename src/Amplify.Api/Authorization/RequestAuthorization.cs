using Amplify.Core.Http;
using Amplify.Signing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Amplify.Api.Authorization;

/// <summary>Decides how a request is authorized.</summary>
internal sealed class RequestAuthorization(IAwsCredentialsProvider? credentials, ServerClock clock, string? region, ILogger? logger = null)
{
    private const string AuthorizationHeader = "Authorization";

    private readonly SigV4Signer _signer = new();
    private readonly ILogger _logger = logger ?? NullLogger.Instance;

    /// <summary>Gives the authorizers of a call. Headers of the caller, removed ones too, win over what the mode would send.</summary>
    /// <exception cref="AmplifyConfigurationException">The mode needs what the configuration has not.</exception>
    public IReadOnlyList<IAuthorizer> For(RestEndpointEntry api, RestOptions? options, IReadOnlyDictionary<string, string?> headers, Uri address)
    {
        var authorizers = new List<IAuthorizer>(2);
        AuthMode mode = options?.AuthMode ?? api.Mode;
        if (!headers.ContainsKey(ApiKeyAuthorizer.HeaderName))
        {
            // Before the signature, which covers the key.
            if (api.ApiKey is { } key)
            {
                authorizers.Add(new ApiKeyAuthorizer(key));
            }
            else if (mode == AuthMode.ApiKey)
            {
                throw Missing(api, mode, "no ApiKey is set for it. Set ApiKey, or send x-api-key");
            }
        }

        if (headers.TryGetValue(AuthorizationHeader, out string? given))
        {
            // A call's own header stays what it is; what the API's function gave can be asked for again.
            if (api.CustomHeader is { } custom && !string.IsNullOrEmpty(given) && options?.Headers.ContainsKey(AuthorizationHeader) != true)
            {
                authorizers.Add(new CustomHeaderAuthorizer(custom, given, options, _logger));
            }

            return authorizers;
        }

        switch (mode)
        {
            case AuthMode.Iam when credentials is not null:
                SigV4Scope scope = SigningTarget.Resolve(address, options?.Region ?? api.Region, options?.Service ?? api.Service, region);
                authorizers.Add(new IamAuthorizer(credentials, _signer, clock, scope, _logger));
                break;
            case AuthMode.UserPool or AuthMode.Oidc or AuthMode.Lambda:
                throw Missing(api, mode, "the client has no provider of tokens. Send the token in the header Authorization, with CustomHeader or with the call");
        }

        return authorizers;
    }

    private static AmplifyConfigurationException Missing(RestEndpointEntry api, AuthMode mode, string what) =>
        new($"The API '{api.Name}' is authorized by {mode}, but {what}.") { Key = "AuthMode" };
}
