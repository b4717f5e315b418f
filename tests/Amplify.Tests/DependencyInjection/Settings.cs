using Microsoft.Extensions.Configuration;

namespace Amplify.Tests.DependencyInjection;

/// <summary>An application's configuration with one API in the section <c>Amplify</c>.</summary>
internal static class Settings
{
    public const string EndpointKey = "Amplify:Api:Endpoints:0:Endpoint";
    public const string PoolKey = "Amplify:Auth:IdentityPoolId";

    public static IConfigurationRoot With(string endpoint, string? pool = null) => new ConfigurationBuilder().AddInMemoryCollection(Values(endpoint, pool)).Build();

    public static Dictionary<string, string?> Values(string endpoint, string? pool = null) => new()
    {
        ["Amplify:Api:Endpoints:0:Name"] = "MyApi",
        [EndpointKey] = endpoint,
        [PoolKey] = pool,
    };

    public static void Change(this IConfigurationRoot configuration, string key, string? value)
    {
        configuration[key] = value;
        configuration.Reload();
    }
}
