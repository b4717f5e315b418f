using Amplify;
using Amplify.DependencyInjection;
using Amplify.Signing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers <see cref="AmplifyClient"/> with dependency injection.</summary>
/// <remarks>
/// <para>
/// The client is a singleton: for a console, a desktop or mobile app, WebAssembly, or a server that acts as itself. A registered
/// <see cref="TimeProvider"/>, <see cref="ILoggerFactory"/>, <see cref="IAwsCredentialsProvider"/> and <see cref="IAuthStore"/> are used unless the
/// options name others; of the last two, one keyed with a client's name is that client's alone.
/// </para>
/// <para>
/// A client added more than once has the settings of all calls, of which the later win key by key. A wrong setting is reported when a host starts, or
/// else when the client is first asked for, as an <see cref="AmplifyConfigurationException"/> whose message names the key. When a section changes,
/// new calls use the new settings and those under way end with the old; settings that cannot be used are logged as an error and change nothing.
/// </para>
/// </remarks>
public static class AmplifyServiceCollectionExtensions
{
    /// <summary>Adds a client that a configuration section describes, and that follows its changes.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="section">The section, such as <c>Amplify</c> of <c>appsettings.json</c>.</param>
    /// <param name="configure">Sets options.</param>
    /// <returns>Goes on setting up the client.</returns>
    public static IAmplifyBuilder AddAmplify(
        this IServiceCollection services, IConfiguration section, Action<AmplifyOptions>? configure = null) =>
        services.AddSection(Options.Options.DefaultName, section, configure);

    /// <summary>Adds a client.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="configuration">The settings.</param>
    /// <param name="configure">Sets options.</param>
    /// <returns>Goes on setting up the client.</returns>
    public static IAmplifyBuilder AddAmplify(
        this IServiceCollection services, AmplifyConfiguration configuration, Action<AmplifyOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return services.AddClient(Options.Options.DefaultName, settings => settings.Add(configuration), configure);
    }

    /// <summary>Adds a client whose settings are made in code.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="configuration">Sets the settings.</param>
    /// <param name="configure">Sets options.</param>
    /// <returns>Goes on setting up the client.</returns>
    public static IAmplifyBuilder AddAmplify(
        this IServiceCollection services, Action<AmplifyConfiguration> configuration, Action<AmplifyOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return services.AddClient(Options.Options.DefaultName, configuration, configure);
    }

    /// <summary>Adds one of several clients that a configuration section describes, and that follows its changes, as a keyed service.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="name">The key, for <see cref="FromKeyedServicesAttribute"/>.</param>
    /// <param name="section">The section.</param>
    /// <param name="configure">Sets options.</param>
    /// <returns>Goes on setting up the client.</returns>
    public static IAmplifyBuilder AddAmplify(
        this IServiceCollection services, string name, IConfiguration section, Action<AmplifyOptions>? configure = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return services.AddSection(name, section, configure);
    }

    /// <summary>Adds one of several clients, as a keyed service.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="name">The key, for <see cref="FromKeyedServicesAttribute"/>.</param>
    /// <param name="configuration">The settings.</param>
    /// <param name="configure">Sets options.</param>
    /// <returns>Goes on setting up the client.</returns>
    public static IAmplifyBuilder AddAmplify(
        this IServiceCollection services, string name, AmplifyConfiguration configuration, Action<AmplifyOptions>? configure = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(configuration);
        return services.AddClient(name, settings => settings.Add(configuration), configure);
    }

    /// <summary>Adds one of several clients whose settings are made in code, as a keyed service.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="name">The key, for <see cref="FromKeyedServicesAttribute"/>.</param>
    /// <param name="configuration">Sets the settings.</param>
    /// <param name="configure">Sets options.</param>
    /// <returns>Goes on setting up the client.</returns>
    public static IAmplifyBuilder AddAmplify(
        this IServiceCollection services, string name, Action<AmplifyConfiguration> configuration, Action<AmplifyOptions>? configure = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(configuration);
        return services.AddClient(name, configuration, configure);
    }

    private static AmplifyBuilder AddSection(
        this IServiceCollection services, string name, IConfiguration section, Action<AmplifyOptions>? configure)
    {
        ArgumentNullException.ThrowIfNull(section);
        AmplifyBuilder builder = services.AddClient(name, settings => settings.Add(AmplifyConfiguration.FromConfiguration(section)), configure);
        services.AddSingleton(new WatchedSection(name, section));
        return builder;
    }
}
