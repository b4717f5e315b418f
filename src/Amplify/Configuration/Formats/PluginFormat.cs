using Amplify.Configuration.Settings;

namespace Amplify.Configuration.Formats;

/// <summary>The <c>amplifyconfiguration.json</c> of mobile apps: a section for each plugin.</summary>
internal static class PluginFormat
{
    public static void Read(Setting root, AmplifyConfiguration configuration)
    {
        Setting auth = root["auth"]["plugins"]["awsCognitoAuthPlugin"];
        ReadAuth(auth, configuration.Auth);
        foreach ((string name, Setting api) in root["api"]["plugins"]["awsAPIPlugin"].Members())
        {
            ReadApi(api, name, configuration.Api);
        }

        Setting appSync = auth["AppSync"]["Default"];
        if (configuration.Api.AppSync.GraphQLEndpoint is null)
        {
            ReadAppSync(configuration.Api.AppSync, appSync["ApiUrl"], appSync["Region"], appSync["AuthMode"], appSync["ApiKey"]);
        }
    }

    private static void ReadAuth(Setting plugin, AuthConfiguration auth)
    {
        Setting identityPool = plugin["CredentialsProvider"]["CognitoIdentity"]["Default"];
        Setting userPool = plugin["CognitoUserPool"]["Default"];
        auth.IdentityPoolId = identityPool["PoolId"].Text(SettingRule.IdentityPoolId);
        auth.UserPoolId = userPool["PoolId"].Text(SettingRule.UserPoolId);
        auth.UserPoolWebClientId = userPool["AppClientId"].Text(SettingRule.Text);
        auth.UserPoolClientSecret = userPool["AppClientSecret"].Text(SettingRule.Text);
        auth.OAuth = OAuthSection.Read(plugin["Auth"]["Default"]["OAuth"], "WebDomain", "Scopes", "SignInRedirectURI", "SignOutRedirectURI");
        auth.Region ??= identityPool["Region"].Text(SettingRule.Region) ?? userPool["Region"].Text(SettingRule.Region);
    }

    private static void ReadApi(Setting api, string name, ApiConfiguration configuration)
    {
        Setting type = api["endpointType"];
        switch (type.RequiredText(SettingRule.EndpointType).ToUpperInvariant())
        {
            case "REST":
                EndpointList.Read(api, name, configuration);
                break;

            // Amplify writes one API once for each of its modes; the first is the default one.
            case "GRAPHQL":
                GraphQLApiList.Read(api, name, configuration);
                if (configuration.AppSync.GraphQLEndpoint is null)
                {
                    ReadAppSync(configuration.AppSync, api["endpoint"], api["region"], api["authorizationType"], api["apiKey"]);
                }

                break;
        }
    }

    private static void ReadAppSync(AppSyncConfiguration appSync, Setting url, Setting region, Setting mode, Setting apiKey)
    {
        appSync.GraphQLEndpoint = url.Text(SettingRule.GraphQLUrl);
        appSync.Region = region.Text(SettingRule.Region);
        appSync.AuthenticationType = mode.AuthMode();
        appSync.ApiKey = apiKey.Text(SettingRule.Text);
    }
}
