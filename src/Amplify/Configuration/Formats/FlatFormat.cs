using Amplify.Configuration.Settings;

namespace Amplify.Configuration.Formats;

/// <summary>
/// The <c>aws_*</c> keys: <c>aws-exports.js</c>, <c>amplifyconfiguration.json</c> of web apps, and a section of <c>appsettings.json</c>.
/// </summary>
internal static class FlatFormat
{
    public static void Read(Setting root, AmplifyConfiguration configuration)
    {
        configuration.Region = root["aws_project_region"].Text(SettingRule.Region);
        ReadAuth(root, configuration.Auth);
        EndpointList.Read(root["aws_cloud_logic_custom"].Unwrap().Items(), configuration.Api);
        configuration.Api.GraphQLEndpoint = root["graphql_endpoint"].Text(SettingRule.GraphQLUrl);
        configuration.Api.GraphQLEndpointIamRegion = root["graphql_endpoint_iam_region"].Text(SettingRule.Region);
        ReadAppSync(root, configuration.Api.AppSync);
        configuration.Api.Events.Endpoint = root["aws_appsync_eventsEndpoint"].Text(SettingRule.ServiceUrl);
    }

    private static void ReadAuth(Setting root, AuthConfiguration auth)
    {
        auth.IdentityPoolId = root["aws_cognito_identity_pool_id"].Text(SettingRule.IdentityPoolId);
        auth.UserPoolId = root["aws_user_pools_id"].Text(SettingRule.UserPoolId);
        auth.UserPoolWebClientId = root["aws_user_pools_web_client_id"].Text(SettingRule.Text);
        auth.IdentityPoolEndpoint = root["aws_cognito_identity_pool_endpoint"].Text(SettingRule.ServiceUrl);
        auth.UserPoolEndpoint = root["aws_user_pools_endpoint"].Text(SettingRule.ServiceUrl);
        auth.OAuth = OAuthSection.Read(root["oauth"], "domain", "scope", "redirectSignIn", "redirectSignOut");
        // As in Amplify JS, the pools' ids tell their region, whatever the key says.
        auth.Region ??= root["aws_cognito_region"].Text(SettingRule.Region);
        if (root["aws_mandatory_sign_in"].Boolean() is bool mandatory)
        {
            auth.MandatorySignIn = mandatory;
        }
    }

    private static void ReadAppSync(Setting root, AppSyncConfiguration appSync)
    {
        appSync.GraphQLEndpoint = root["aws_appsync_graphqlEndpoint"].Text(SettingRule.GraphQLUrl);
        appSync.Region = root["aws_appsync_region"].Text(SettingRule.Region);
        appSync.AuthenticationType = root["aws_appsync_authenticationType"].AuthMode();
        appSync.ApiKey = root["aws_appsync_apiKey"].Text(SettingRule.Text);
        appSync.RealtimeEndpoint = root["aws_appsync_realtimeEndpoint"].Text(SettingRule.RealtimeUrl);
    }
}
