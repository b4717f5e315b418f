using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Amplify.Local.AppSync.Authorization;

namespace Amplify.Local.Configuration;

/// <summary>Writes what the clients are configured with, in the shapes of Amplify's two files.</summary>
/// <remarks>
/// Amplify's formats have no place for endpoints of Cognito; <c>aws_cognito_identity_pool_endpoint</c>, <c>aws_user_pools_endpoint</c>,
/// <c>auth.identity_pool_endpoint</c> and <c>auth.user_pool_endpoint</c> are ours and ignored by others, as are the keys of REST APIs.
/// </remarks>
internal static class ConfigurationText
{
    private const string OutputsVersion = "1.4";

    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string AwsExports(BackendDescription backend, GraphQLDescription graphQL) =>
        $"const awsmobile = {Write(backend, graphQL, WriteAwsExports)};\n\nexport default awsmobile;\n";

    public static string AmplifyOutputs(BackendDescription backend, GraphQLDescription graphQL) => Write(backend, graphQL, WriteAmplifyOutputs) + "\n";

    private static void WriteAwsExports(Utf8JsonWriter writer, BackendDescription backend, GraphQLDescription graphQL)
    {
        writer.WriteString("aws_project_region", backend.Region);
        writer.WriteString("aws_cognito_identity_pool_id", backend.IdentityPoolId);
        writer.WriteString("aws_cognito_region", backend.Region);
        writer.WriteString("aws_cognito_identity_pool_endpoint", backend.IdentityPoolEndpoint.OriginalString);
        writer.WriteString("aws_user_pools_id", backend.UserPoolId);
        writer.WriteString("aws_user_pools_web_client_id", backend.UserPoolClientId);
        writer.WriteString("aws_user_pools_endpoint", backend.UserPoolEndpoint.OriginalString);
        if (backend.HostedUi is { } hostedUi)
        {
            HostedUiText.WriteAwsExports(writer, hostedUi);
        }

        if (!backend.AllowGuests)
        {
            writer.WriteString("aws_mandatory_sign_in", "enable");
        }

        writer.WriteString("aws_appsync_graphqlEndpoint", graphQL.Endpoint.OriginalString);
        writer.WriteString("aws_appsync_realtimeEndpoint", graphQL.RealtimeEndpoint.OriginalString);
        writer.WriteString("aws_appsync_eventsEndpoint", backend.EventsEndpoint.OriginalString);
        writer.WriteString("aws_appsync_region", backend.Region);
        writer.WriteString("aws_appsync_authenticationType", graphQL.DefaultMode.ToName());
        if (graphQL.ApiKey is not null)
        {
            writer.WriteString("aws_appsync_apiKey", graphQL.ApiKey);
        }

        writer.WriteStartArray("aws_cloud_logic_custom");
        foreach (RestApiDescription api in backend.RestApis)
        {
            writer.WriteStartObject();
            writer.WriteString("name", api.Name);
            writer.WriteString("endpoint", api.Endpoint.OriginalString);
            writer.WriteString("region", backend.Region);
            WriteAuthorization(writer, api);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteAmplifyOutputs(Utf8JsonWriter writer, BackendDescription backend, GraphQLDescription graphQL)
    {
        writer.WriteString("version", OutputsVersion);
        writer.WriteStartObject("auth");
        writer.WriteString("aws_region", backend.Region);
        writer.WriteString("identity_pool_id", backend.IdentityPoolId);
        writer.WriteBoolean("unauthenticated_identities_enabled", backend.AllowGuests);
        writer.WriteString("identity_pool_endpoint", backend.IdentityPoolEndpoint.OriginalString);
        writer.WriteString("user_pool_id", backend.UserPoolId);
        writer.WriteString("user_pool_client_id", backend.UserPoolClientId);
        writer.WriteString("user_pool_endpoint", backend.UserPoolEndpoint.OriginalString);
        if (backend.HostedUi is { } hostedUi)
        {
            HostedUiText.WriteAmplifyOutputs(writer, hostedUi);
        }

        writer.WriteEndObject();
        WriteData(writer, backend.Region, graphQL);
        writer.WriteStartObject("custom");
        WriteEvents(writer, backend, graphQL);
        writer.WriteStartObject("API");
        foreach (RestApiDescription api in backend.RestApis)
        {
            writer.WriteStartObject(api.Name);
            writer.WriteString("endpoint", api.Endpoint.OriginalString);
            writer.WriteString("region", backend.Region);
            writer.WriteString("apiName", api.Name);
            WriteAuthorization(writer, api);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteData(Utf8JsonWriter writer, string region, GraphQLDescription graphQL)
    {
        writer.WriteStartObject("data");
        writer.WriteString("url", graphQL.Endpoint.OriginalString);
        writer.WriteString("realtime_url", graphQL.RealtimeEndpoint.OriginalString);
        writer.WriteString("aws_region", region);
        if (graphQL.ApiKey is not null)
        {
            writer.WriteString("api_key", graphQL.ApiKey);
        }

        writer.WriteString("default_authorization_type", graphQL.DefaultMode.ToName());
        writer.WriteStartArray("authorization_types");
        foreach (AppSyncAuthMode mode in graphQL.AdditionalModes)
        {
            writer.WriteStringValue(mode.ToName());
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    // Events takes whoever the GraphQL API takes.
    private static void WriteEvents(Utf8JsonWriter writer, BackendDescription backend, GraphQLDescription graphQL)
    {
        writer.WriteStartObject("events");
        writer.WriteString("url", backend.EventsEndpoint.OriginalString);
        writer.WriteString("realtime_url", backend.EventsRealtimeEndpoint.OriginalString);
        writer.WriteString("aws_region", backend.Region);
        writer.WriteString("default_authorization_type", graphQL.DefaultMode.ToName());
        if (graphQL.ApiKey is not null)
        {
            writer.WriteString("api_key", graphQL.ApiKey);
        }

        writer.WriteEndObject();
    }

    // A client signs unless it is told not to, and an open API would see the session token for nothing.
    private static void WriteAuthorization(Utf8JsonWriter writer, RestApiDescription api)
    {
        if (api.AuthorizationType is not null)
        {
            writer.WriteString("authorizationType", api.AuthorizationType);
        }

        if (api.TokenKind is not null)
        {
            writer.WriteString("tokenKind", api.TokenKind);
        }

        if (api.ApiKey is not null)
        {
            writer.WriteString("apiKey", api.ApiKey);
        }
    }

    private static string Write(
        BackendDescription backend, GraphQLDescription graphQL, Action<Utf8JsonWriter, BackendDescription, GraphQLDescription> writeMembers)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            writeMembers(writer, backend, graphQL);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
