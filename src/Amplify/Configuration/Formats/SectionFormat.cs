using Amplify.Api;
using Amplify.Configuration.Settings;

namespace Amplify.Configuration.Formats;

/// <summary>The properties of <see cref="AmplifyConfiguration"/> by their names, as a section of <c>appsettings.json</c> has them.</summary>
internal static class SectionFormat
{
    public static void Read(Setting root, AmplifyConfiguration configuration)
    {
        if (root["Region"].Text(SettingRule.Region) is string region)
        {
            configuration.Region = region;
        }

        ReadAuth(root["Auth"], configuration.Auth);
        Setting api = root["Api"];
        ReadEndpoints(api["Endpoints"], configuration.Api);
        GraphQLApiList.Read(api["GraphQLApis"], configuration.Api);
        ReadGraphQL(api, configuration.Api);
        ReadEvents(api["Events"], configuration.Api.Events);
    }

    private static void ReadAuth(Setting section, AuthConfiguration auth)
    {
        AuthConfiguration later = new()
        {
            IdentityPoolId = section["IdentityPoolId"].Text(SettingRule.IdentityPoolId),
            Region = section["Region"].Text(SettingRule.Region),
            UserPoolId = section["UserPoolId"].Text(SettingRule.UserPoolId),
            UserPoolWebClientId = section["UserPoolWebClientId"].Text(SettingRule.Text),
            UserPoolClientSecret = section["UserPoolClientSecret"].Text(SettingRule.Text),
            IdentityPoolEndpoint = section["IdentityPoolEndpoint"].Text(SettingRule.ServiceUrl),
            UserPoolEndpoint = section["UserPoolEndpoint"].Text(SettingRule.ServiceUrl),
            CookieStorage = ReadCookieStorage(section["CookieStorage"]),
            OAuth = OAuthSection.Read(section["OAuth"], "Domain", "Scopes", "RedirectSignIn", "RedirectSignOut"),
        };
        if (section["MandatorySignIn"].Boolean() is bool mandatory)
        {
            later.MandatorySignIn = mandatory;
        }

        auth.Add(later);
    }

    private static CookieStorageConfiguration? ReadCookieStorage(Setting section)
    {
        if (!section.IsSet)
        {
            return null;
        }

        CookieStorageConfiguration cookies = new()
        {
            Domain = section["Domain"].RequiredText(SettingRule.CookieDomain),
            SameSite = section["SameSite"].Text(SettingRule.SameSite),
        };
        cookies.Path = section["Path"].Text(SettingRule.Text) ?? cookies.Path;
        cookies.Expires = section["Expires"].PositiveInteger() ?? cookies.Expires;
        cookies.Secure = section["Secure"].Boolean() ?? cookies.Secure;
        return cookies;
    }

    // By index with a Name each, or by name: then several sources add to one API whatever their order.
    private static void ReadEndpoints(Setting section, ApiConfiguration api)
    {
        if (section.IsList)
        {
            EndpointList.Read(section.Items(), api);
            return;
        }

        foreach ((string name, Setting endpoint) in section.Members())
        {
            EndpointList.Read(endpoint, name, api);
        }
    }

    private static void ReadGraphQL(Setting section, ApiConfiguration api)
    {
        Setting appSync = section["AppSync"];
        ApiConfiguration later = new()
        {
            GraphQLEndpoint = section["GraphQLEndpoint"].Text(SettingRule.GraphQLUrl),
            GraphQLEndpointIamRegion = section["GraphQLEndpointIamRegion"].Text(SettingRule.Region),
            AppSync =
            {
                GraphQLEndpoint = appSync["GraphQLEndpoint"].Text(SettingRule.GraphQLUrl),
                Region = appSync["Region"].Text(SettingRule.Region),
                AuthenticationType = appSync["AuthenticationType"].AuthMode(),
                TokenKind = appSync["TokenKind"].TokenKind(),
                ApiKey = appSync["ApiKey"].Text(SettingRule.Text),
                RealtimeEndpoint = appSync["RealtimeEndpoint"].Text(SettingRule.RealtimeUrl),
            },
        };
        later.AppSync.FallbackModes.ReplaceWith(appSync["FallbackModes"].AuthModes());
        api.Add(later);
    }

    private static void ReadEvents(Setting section, EventsConfiguration events) => events.Add(new EventsConfiguration
    {
        Endpoint = section["Endpoint"].Text(SettingRule.ServiceUrl),
        RealtimeEndpoint = section["RealtimeEndpoint"].Text(SettingRule.RealtimeUrl),
        Region = section["Region"].Text(SettingRule.Region),
        AuthenticationType = section["AuthenticationType"].AuthMode(),
        ApiKey = section["ApiKey"].Text(SettingRule.Text),
    });
}
