using Amplify.Api.Events;

namespace Amplify.Api.Authorization;

/// <summary>Makes the errors of modes that need what the configuration has not: each tells what to set.</summary>
internal static class MissingSetting
{
    public static AmplifyConfigurationException ApiKey(RestEndpointEntry api) =>
        Error(api.Name, AuthMode.ApiKey, "no ApiKey is set for it. Set ApiKey, or send x-api-key", $"{api.Key}.ApiKey");

    public static AmplifyConfigurationException ApiKey(GraphQLEndpointEntry api) => api.Key switch
    {
        GraphQLEndpointCatalog.AppSyncKey => Error(
            api.Name,
            AuthMode.ApiKey,
            "no key is set for it. Set Api.AppSync.ApiKey (aws_appsync_apiKey in aws-exports.js, data.api_key in amplify_outputs.json), or ApiKey with the call",
            $"{api.Key}.ApiKey"),
        GraphQLEndpointCatalog.CustomKey => Error(
            api.Name,
            AuthMode.ApiKey,
            "graphql_endpoint has no key of its own. Give ApiKey with the call, or x-api-key with Api.GraphQLHeaders",
            "Api.GraphQLHeaders"),
        EventsSettings.Key => Error(
            api.Name,
            AuthMode.ApiKey,
            "no key is set for it. Set Api.Events.ApiKey (custom.events.api_key in amplify_outputs.json), or ApiKey with the call",
            $"{api.Key}.ApiKey"),
        _ => Error(api.Name, AuthMode.ApiKey, $"no key is set for it. Set {api.Key}.ApiKey, or ApiKey with the call", $"{api.Key}.ApiKey"),
    };

    public static AmplifyConfigurationException Credentials(GraphQLEndpointEntry api) => Error(
        api.Name,
        AuthMode.Iam,
        "there are no credentials to sign with. Set Auth.IdentityPoolId (aws_cognito_identity_pool_id in aws-exports.js, auth.identity_pool_id in amplify_outputs.json), or AmplifyOptions.CredentialsProvider",
        "Auth.IdentityPoolId");

    public static AmplifyConfigurationException Token(RestEndpointEntry api, AuthMode mode) =>
        NoProvider(api.Name, mode, "or Token with the call, or send the token in the header Authorization with CustomHeader");

    public static AmplifyConfigurationException Token(GraphQLEndpointEntry api, AuthMode mode) => NoProvider(api.Name, mode, "or Token with the call");

    private static AmplifyConfigurationException NoProvider(string api, AuthMode mode, string otherwise) => Error(
        api, mode, $"the client has no provider of its tokens. Set AmplifyOptions.{mode}TokenProvider, {otherwise}", $"{mode}TokenProvider");

    private static AmplifyConfigurationException Error(string api, AuthMode mode, string what, string key) =>
        new($"The API '{api}' is authorized by {mode}, but {what}.") { Key = key };
}
