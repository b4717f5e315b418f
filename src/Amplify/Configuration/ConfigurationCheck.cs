using System.Globalization;
using Amplify.Configuration.Settings;

namespace Amplify.Configuration;

/// <summary>Checks a configuration that code has made or changed by the rules that files are read by.</summary>
internal static class ConfigurationCheck
{
    /// <summary>Throws for the first setting that cannot be right.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <exception cref="AmplifyConfigurationException">A setting is wrong; its key is the property's path, such as <c>Api.Endpoints[0].Name</c>.</exception>
    public static void Run(AmplifyConfiguration configuration)
    {
        Of("Region", configuration.Region).Text(SettingRule.Region);
        CheckAuth(configuration.Auth);
        CheckEndpoints(configuration.Api);
        CheckGraphQLApis(configuration.Api);
        Of("Api.GraphQLEndpoint", configuration.Api.GraphQLEndpoint).Text(SettingRule.GraphQLUrl);
        Of("Api.GraphQLEndpointIamRegion", configuration.Api.GraphQLEndpointIamRegion).Text(SettingRule.Region);
        CheckAppSync(configuration.Api.AppSync);
        CheckEvents(configuration.Api.Events);
    }

    private static void CheckAuth(AuthConfiguration auth)
    {
        Of("Auth.Region", auth.Region).Text(SettingRule.Region);
        Of("Auth.IdentityPoolId", auth.IdentityPoolId).Text(SettingRule.IdentityPoolId);
        Of("Auth.UserPoolId", auth.UserPoolId).Text(SettingRule.UserPoolId);
        Of("Auth.IdentityPoolEndpoint", auth.IdentityPoolEndpoint).Text(SettingRule.ServiceUrl);
        Of("Auth.UserPoolEndpoint", auth.UserPoolEndpoint).Text(SettingRule.ServiceUrl);
    }

    private static void CheckEndpoints(ApiConfiguration api)
    {
        EndpointNames names = new();
        int index = 0;
        foreach (RestEndpoint endpoint in api.Endpoints)
        {
            string key = string.Create(CultureInfo.InvariantCulture, $"Api.Endpoints[{index++}]");
            names.Add(Of($"{key}.Name", endpoint.Name));
            Of($"{key}.Endpoint", endpoint.Endpoint).RequiredText(SettingRule.RestUrl);
            Of($"{key}.Region", endpoint.Region).Text(SettingRule.Region);
        }
    }

    private static void CheckGraphQLApis(ApiConfiguration api)
    {
        EndpointNames names = new();
        int index = 0;
        foreach (GraphQLEndpoint endpoint in api.GraphQLApis)
        {
            string key = string.Create(CultureInfo.InvariantCulture, $"Api.GraphQLApis[{index++}]");
            names.Add(Of($"{key}.Name", endpoint.Name));
            Of($"{key}.Endpoint", endpoint.Endpoint).RequiredText(SettingRule.GraphQLUrl);
            Of($"{key}.RealtimeEndpoint", endpoint.RealtimeEndpoint).Text(SettingRule.RealtimeUrl);
            Of($"{key}.Region", endpoint.Region).Text(SettingRule.Region);
        }
    }

    private static void CheckAppSync(AppSyncConfiguration appSync)
    {
        Of("Api.AppSync.GraphQLEndpoint", appSync.GraphQLEndpoint).Text(SettingRule.GraphQLUrl);
        Of("Api.AppSync.RealtimeEndpoint", appSync.RealtimeEndpoint).Text(SettingRule.RealtimeUrl);
        Of("Api.AppSync.Region", appSync.Region).Text(SettingRule.Region);
    }

    private static void CheckEvents(EventsConfiguration events)
    {
        Of("Api.Events.Endpoint", events.Endpoint).Text(SettingRule.ServiceUrl);
        Of("Api.Events.RealtimeEndpoint", events.RealtimeEndpoint).Text(SettingRule.RealtimeUrl);
        Of("Api.Events.Region", events.Region).Text(SettingRule.Region);
    }

    private static Setting Of(string key, string? value) =>
        new(new SettingSource(), key, value is null ? null : new StringNode(value, line: null), line: null);
}
