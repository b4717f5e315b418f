using Amplify.Signing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Amplify.DependencyInjection;

/// <summary>What all ways to add a client have in common.</summary>
internal static class ClientServices
{
    public static AmplifyBuilder AddClient(
        this IServiceCollection services, string name, Action<AmplifyConfiguration> configuration, Action<AmplifyOptions>? configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ServiceDescriptor? added = services.FirstOrDefault(service => service.ServiceType == typeof(AmplifyClient) && NameOf(service) == name);
        if (added is null)
        {
            services.AddFirst(name);
        }
        else if (added.Lifetime != ServiceLifetime.Singleton)
        {
            throw new InvalidOperationException(
                "AddAmplifyPerVisitor has added a client of each visitor. Give the one that acts for all of them a name, AddAmplify(\"server\", …), or leave it out.");
        }

        services.Configure(name, configuration);
        if (configure is not null)
        {
            services.Configure(name, configure);
        }

        return new AmplifyBuilder(name, services);
    }

    /// <summary>Finds a client by name; the default client has the empty one.</summary>
    public static AmplifyClient? FindClient(this IServiceProvider provider, string name) =>
        name.Length == 0 ? provider.GetService<AmplifyClient>() : provider.GetKeyedService<AmplifyClient>(name);

    // The default client is not keyed: under a key too, the container would dispose of it twice.
    private static void AddFirst(this IServiceCollection services, string name)
    {
        if (name.Length == 0)
        {
            services.AddSingleton(provider => Create(provider, name));
        }
        else
        {
            services.AddKeyedSingleton(name, (provider, _) => Create(provider, name));
        }

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AmplifyConfiguration>, ConfigurationValidator>());
        services.AddOptions<AmplifyConfiguration>(name).ValidateOnStart();
        services.AddOptions<AmplifyOptions>(name).Configure<IServiceProvider>((options, provider) => UseServices(options, provider, name));
    }

    private static AmplifyClient Create(IServiceProvider provider, string name) => AmplifyClient.CreateFollowing(
        new OptionsSettingsSource(
            name, provider.GetRequiredService<IOptionsFactory<AmplifyConfiguration>>(), provider.GetServices<WatchedSection>()),
        provider.GetRequiredService<IOptionsMonitor<AmplifyOptions>>().Get(name));

    private static void UseServices(AmplifyOptions options, IServiceProvider provider, string name)
    {
        options.TimeProvider = provider.GetService<TimeProvider>() ?? TimeProvider.System;
        options.LoggerFactory = provider.GetService<ILoggerFactory>();
        options.CredentialsProvider = provider.FindOwnOrShared<IAwsCredentialsProvider>(name);
        options.UserPoolTokenProvider = provider.GetKeyedService<ITokenProvider>(AuthMode.UserPool);
        options.OidcTokenProvider = provider.GetKeyedService<ITokenProvider>(AuthMode.Oidc);
        options.LambdaTokenProvider = provider.GetKeyedService<ITokenProvider>(AuthMode.Lambda);
        options.Store = provider.FindOwnOrShared<IAuthStore>(name);
    }

    private static T? FindOwnOrShared<T>(this IServiceProvider provider, string name)
        where T : class => (name.Length == 0 ? null : provider.GetKeyedService<T>(name)) ?? provider.GetService<T>();

    private static string? NameOf(ServiceDescriptor service) => service.IsKeyedService ? service.ServiceKey as string : "";
}
