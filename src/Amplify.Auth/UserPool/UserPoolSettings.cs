using Amplify.Auth.HostedUi;

namespace Amplify.Auth.UserPool;

/// <summary>The checked settings of a user pool and its app client.</summary>
internal sealed record UserPoolSettings(string UserPoolId, string ClientId, string? ClientSecret, Uri Endpoint)
{
    /// <summary>Gets the pool's own sign-in pages, if it has any.</summary>
    public HostedUiSettings? HostedUi { get; init; }

    /// <summary>Gets the part of the id that the password proof is made with.</summary>
    public string PoolName => UserPoolId[(UserPoolId.IndexOf('_', StringComparison.Ordinal) + 1)..];

    /// <summary>Gives the settings, or <see langword="null"/> when pool or app client are not set.</summary>
    /// <exception cref="AmplifyConfigurationException">The pool's region cannot be told, or the endpoint is not a URL.</exception>
    public static UserPoolSettings? From(AuthConfiguration configuration)
    {
        if (configuration.UserPoolId?.Trim() is not { Length: > 0 } id || configuration.UserPoolWebClientId?.Trim() is not { Length: > 0 } client)
        {
            return null;
        }

        string? secret = string.IsNullOrEmpty(configuration.UserPoolClientSecret) ? null : configuration.UserPoolClientSecret;
        Uri endpoint = EndpointOf(configuration, id);
        return new UserPoolSettings(id, client, secret, endpoint) { HostedUi = HostedUiSettings.From(configuration.OAuth, endpoint) };
    }

    public override string ToString() => UserPoolId;

    private static Uri EndpointOf(AuthConfiguration configuration, string poolId)
    {
        if (!string.IsNullOrWhiteSpace(configuration.UserPoolEndpoint))
        {
            return Uri.TryCreate(configuration.UserPoolEndpoint, UriKind.Absolute, out Uri? endpoint) && endpoint.Scheme is "http" or "https"
                ? endpoint
                : throw new AmplifyConfigurationException(
                    "The endpoint of the user pool service is not an absolute http or https URL. (key Auth.UserPoolEndpoint)")
                { Key = "Auth.UserPoolEndpoint" };
        }

        // The pool's id is made in its region; Auth.Region may be the identity pool's only.
        string region = PoolRegion.Of(poolId) ?? configuration.Region ?? throw new AmplifyConfigurationException(
            $"\"{poolId}\" does not tell its region, as us-east-1_AbCdEfGhI does, and Region is not set. (key Auth.UserPoolId)")
        { Key = "Auth.UserPoolId" };
        string suffix = region.StartsWith("cn-", StringComparison.Ordinal) ? "amazonaws.com.cn" : "amazonaws.com";
        return new Uri($"https://cognito-idp.{region}.{suffix}/");
    }
}
