using Amplify;
using Amplify.Signing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers <see cref="AmplifyClient"/> with dependency injection.</summary>
/// <remarks>
/// The client is a singleton: for a console, a desktop or mobile app, WebAssembly, or a server that acts as itself. A registered
/// <see cref="TimeProvider"/>, <see cref="ILoggerFactory"/>, <see cref="IAwsCredentialsProvider"/> and <see cref="IAuthStore"/> are used unless the
/// options name others. A wrong setting is reported when the client is first asked for.
/// </remarks>
public static class AmplifyServiceCollectionExtensions
{
    /// <summary>Adds a client that a configuration section describes.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="section">The section, such as <c>Amplify</c> of <c>appsettings.json</c>.</param>
    /// <param name="configure">Sets options.</param>
    /// <returns>The services, for chaining.</returns>
    public static IServiceCollection AddAmplify(
        this IServiceCollection services, IConfiguration section, Action<AmplifyOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(section);
        return services.AddClient(() => AmplifyConfiguration.FromConfiguration(section), configure);
    }

    /// <summary>Adds a client.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="configuration">The settings.</param>
    /// <param name="configure">Sets options.</param>
    /// <returns>The services, for chaining.</returns>
    public static IServiceCollection AddAmplify(
        this IServiceCollection services, AmplifyConfiguration configuration, Action<AmplifyOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return services.AddClient(() => configuration, configure);
    }

    /// <summary>Adds a client whose settings are made in code.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="configuration">Sets the settings.</param>
    /// <param name="configure">Sets options.</param>
    /// <returns>The services, for chaining.</returns>
    public static IServiceCollection AddAmplify(
        this IServiceCollection services, Action<AmplifyConfiguration> configuration, Action<AmplifyOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return services.AddClient(() => Made(configuration), configure);
    }

    /// <summary>Adds one of several clients that a configuration section describes, as a keyed service.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="name">The key, for <see cref="FromKeyedServicesAttribute"/>.</param>
    /// <param name="section">The section.</param>
    /// <param name="configure">Sets options.</param>
    /// <returns>The services, for chaining.</returns>
    public static IServiceCollection AddAmplify(
        this IServiceCollection services, string name, IConfiguration section, Action<AmplifyOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(section);
        return services.AddKeyedClient(name, () => AmplifyConfiguration.FromConfiguration(section), configure);
    }

    /// <summary>Adds one of several clients, as a keyed service.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="name">The key, for <see cref="FromKeyedServicesAttribute"/>.</param>
    /// <param name="configuration">The settings.</param>
    /// <param name="configure">Sets options.</param>
    /// <returns>The services, for chaining.</returns>
    public static IServiceCollection AddAmplify(
        this IServiceCollection services, string name, AmplifyConfiguration configuration, Action<AmplifyOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return services.AddKeyedClient(name, () => configuration, configure);
    }

    /// <summary>Adds one of several clients whose settings are made in code, as a keyed service.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="name">The key, for <see cref="FromKeyedServicesAttribute"/>.</param>
    /// <param name="configuration">Sets the settings.</param>
    /// <param name="configure">Sets options.</param>
    /// <returns>The services, for chaining.</returns>
    public static IServiceCollection AddAmplify(
        this IServiceCollection services, string name, Action<AmplifyConfiguration> configuration, Action<AmplifyOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return services.AddKeyedClient(name, () => Made(configuration), configure);
    }

    private static IServiceCollection AddClient(
        this IServiceCollection services, Func<AmplifyConfiguration> configuration, Action<AmplifyOptions>? configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton(provider => Create(provider, configuration, configure));
        return services;
    }

    private static IServiceCollection AddKeyedClient(
        this IServiceCollection services, string name, Func<AmplifyConfiguration> configuration, Action<AmplifyOptions>? configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrEmpty(name);
        services.TryAddKeyedSingleton(name, (provider, _) => Create(provider, configuration, configure));
        return services;
    }

    private static AmplifyClient Create(IServiceProvider provider, Func<AmplifyConfiguration> configuration, Action<AmplifyOptions>? configure)
    {
        var options = new AmplifyOptions
        {
            TimeProvider = provider.GetService<TimeProvider>() ?? TimeProvider.System,
            LoggerFactory = provider.GetService<ILoggerFactory>(),
            CredentialsProvider = provider.GetService<IAwsCredentialsProvider>(),
            Store = provider.GetService<IAuthStore>(),
        };
        configure?.Invoke(options);
        return AmplifyClient.Create(configuration(), options);
    }

    private static AmplifyConfiguration Made(Action<AmplifyConfiguration> make)
    {
        var configuration = new AmplifyConfiguration();
        make(configuration);
        return configuration;
    }
}
