using Amplify.Api;

namespace Amplify;

/// <summary>An AppSync API: where it is and how its requests are authorized.</summary>
public sealed class AppSyncConfiguration
{
    /// <summary>Gets or sets the GraphQL URL (<c>aws_appsync_graphqlEndpoint</c>).</summary>
    public string? GraphQLEndpoint { get; set; }

    /// <summary>Gets or sets the region (<c>aws_appsync_region</c>).</summary>
    public string? Region { get; set; }

    /// <summary>Gets or sets the default authorization mode (<c>aws_appsync_authenticationType</c>).</summary>
    /// <value>Default: <see cref="AuthMode.ApiKey"/> when there is an <see cref="ApiKey"/>, else <see cref="AuthMode.Iam"/>.</value>
    public AuthMode? AuthenticationType { get; set; }

    /// <summary>Gets the modes to try, in this order, when the first one is refused.</summary>
    /// <value>Default: none.</value>
    public IList<AuthMode> FallbackModes { get; } = [];

    /// <summary>Gets or sets which of the user's tokens is sent with <see cref="AuthMode.UserPool"/> and <see cref="AuthMode.Oidc"/>.</summary>
    /// <value>Default: <see cref="Amplify.TokenKind.Access"/>.</value>
    public TokenKind? TokenKind { get; set; }

    /// <summary>Gets or sets the API key (<c>aws_appsync_apiKey</c>).</summary>
    public string? ApiKey { get; set; }

    /// <summary>Gets or sets the realtime URL, where it does not follow from <see cref="GraphQLEndpoint"/> (<c>aws_appsync_realtimeEndpoint</c>).</summary>
    public string? RealtimeEndpoint { get; set; }

    internal void Add(AppSyncConfiguration later)
    {
        GraphQLEndpoint = later.GraphQLEndpoint ?? GraphQLEndpoint;
        Region = later.Region ?? Region;
        AuthenticationType = later.AuthenticationType ?? AuthenticationType;
        FallbackModes.ReplaceWith(later.FallbackModes);
        TokenKind = later.TokenKind ?? TokenKind;
        ApiKey = later.ApiKey ?? ApiKey;
        RealtimeEndpoint = later.RealtimeEndpoint ?? RealtimeEndpoint;
    }
}
