using Amplify.Configuration.Settings;

namespace Amplify.Configuration.Formats;

/// <summary>
/// <c>amplify_outputs.json</c>, versions 1 to 1.5. A later 1.x is read too: within a major version keys are only added.
/// </summary>
internal static class OutputsFormat
{
    public static void Read(Setting root, AmplifyConfiguration configuration)
    {
        CheckVersion(root["version"]);
        Setting auth = root["auth"];
        Setting data = root["data"];
        Setting custom = root["custom"];
        ReadAuth(auth, configuration.Auth);
        configuration.Region = auth["aws_region"].Text(SettingRule.Region) ?? data["aws_region"].Text(SettingRule.Region);
        ReadData(data, configuration.Api.AppSync);
        ReadEvents(custom["events"], configuration.Api.Events);
        foreach ((string name, Setting api) in custom["API"].Members())
        {
            EndpointList.Read(api, name, configuration.Api);
        }
    }

    private static void CheckVersion(Setting setting)
    {
        string? version = setting.Scalar();
        if (version is null || (version != "1" && !version.StartsWith("1.", StringComparison.Ordinal)))
        {
            throw setting.Unexpected("a supported version of amplify_outputs.json, \"1\" to \"1.5\"");
        }
    }

    private static void ReadAuth(Setting section, AuthConfiguration auth)
    {
        auth.IdentityPoolId = section["identity_pool_id"].Text(SettingRule.IdentityPoolId);
        auth.UserPoolId = section["user_pool_id"].Text(SettingRule.UserPoolId);
        auth.UserPoolWebClientId = section["user_pool_client_id"].Text(SettingRule.Text);
        auth.IdentityPoolEndpoint = section["identity_pool_endpoint"].Text(SettingRule.ServiceUrl);
        auth.UserPoolEndpoint = section["user_pool_endpoint"].Text(SettingRule.ServiceUrl);
        auth.OAuth = OAuthSection.Read(section["oauth"], "domain", "scopes", "redirect_sign_in_uri", "redirect_sign_out_uri");
        auth.Region ??= section["aws_region"].Text(SettingRule.Region);
        if (section["unauthenticated_identities_enabled"].Boolean() is bool guestsAllowed)
        {
            auth.MandatorySignIn = !guestsAllowed;
        }
    }

    private static void ReadData(Setting section, AppSyncConfiguration appSync)
    {
        appSync.GraphQLEndpoint = section["url"].Text(SettingRule.GraphQLUrl);
        appSync.RealtimeEndpoint = section["realtime_url"].Text(SettingRule.RealtimeUrl);
        appSync.Region = section["aws_region"].Text(SettingRule.Region);
        appSync.AuthenticationType = section["default_authorization_type"].AuthMode();
        appSync.ApiKey = section["api_key"].Text(SettingRule.Text);
    }

    private static void ReadEvents(Setting section, EventsConfiguration events)
    {
        events.Endpoint = section["url"].Text(SettingRule.ServiceUrl);
        events.RealtimeEndpoint = section["realtime_url"].Text(SettingRule.RealtimeUrl);
        events.Region = section["aws_region"].Text(SettingRule.Region);
        events.AuthenticationType = section["default_authorization_type"].AuthMode();
        events.ApiKey = section["api_key"].Text(SettingRule.Text);
    }
}
