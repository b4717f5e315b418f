namespace Amplify.Auth.IdentityPool;

/// <summary>The checked settings of an identity pool.</summary>
internal sealed record IdentityPoolSettings(string IdentityPoolId, Uri Endpoint, bool GuestsAllowed)
{
    /// <summary>The key of a guest's identity id in a store: the one that Amplify for JavaScript uses, so that a browser keeps its guest.</summary>
    public string StoreKey => $"com.amplify.Cognito.{IdentityPoolId}.identityId";

    /// <summary>The key of a user's identity.</summary>
    public string UserStoreKey => $"com.amplify.Cognito.{IdentityPoolId}.userIdentity";

    /// <exception cref="AmplifyConfigurationException">The pool's id is missing or is not one, or the endpoint is not a URL.</exception>
    public static IdentityPoolSettings From(AuthConfiguration configuration)
    {
        string id = configuration.IdentityPoolId?.Trim() ?? "";
        int colon = id.IndexOf(':', StringComparison.Ordinal);
        if (colon < 1 || colon == id.Length - 1)
        {
            throw new AmplifyConfigurationException(
                $"\"{id}\" is not the id of an identity pool, such as us-east-1:11111111-2222-3333-4444-555555555555. (key Auth.IdentityPoolId)")
            { Key = "Auth.IdentityPoolId" };
        }

        // The pool's id is made in its region; Auth.Region may be the user pool's only.
        string region = id[..colon];
        return new IdentityPoolSettings(id, EndpointOf(configuration, region), !configuration.MandatorySignIn);
    }

    private static Uri EndpointOf(AuthConfiguration configuration, string region)
    {
        string suffix = region.StartsWith("cn-", StringComparison.Ordinal) ? "amazonaws.com.cn" : "amazonaws.com";
        string address = string.IsNullOrWhiteSpace(configuration.IdentityPoolEndpoint)
            ? $"https://cognito-identity.{region}.{suffix}/"
            : configuration.IdentityPoolEndpoint;
        return Uri.TryCreate(address, UriKind.Absolute, out Uri? endpoint) && endpoint.Scheme is "http" or "https"
            ? endpoint
            : throw new AmplifyConfigurationException(
                "The endpoint of the identity pool service is not an absolute http or https URL. (key Auth.IdentityPoolEndpoint)")
            { Key = "Auth.IdentityPoolEndpoint" };
    }
}
