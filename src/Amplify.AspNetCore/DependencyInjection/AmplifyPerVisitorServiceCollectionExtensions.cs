using Amplify;
using Amplify.AspNetCore.DependencyInjection;
using Amplify.DependencyInjection;
using Amplify.Signing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers an <see cref="AmplifyClient"/> for each visitor of an ASP.NET Core application.</summary>
/// <remarks>
/// <para>
/// The client is scoped: a request, or a circuit of Blazor Server, has its own, which acts as its visitor and ends with it. Settings and HTTP
/// connections are shared by all; renewed tokens and AWS credentials by the requests of one visitor; users, subscriptions and their sockets never. The session is kept in cookies, protected with ASP.NET Core Data
/// Protection, with the attributes that <see cref="AuthConfiguration.CookieStorage"/> sets; without it, they are this host's alone,
/// <c>Secure</c>, <c>HttpOnly</c> and <c>SameSite=Lax</c>. A request that does not ask for the client touches no cookie.
/// </para>
/// <para>
/// Cookies are sent when the response begins. After that, and in an interactive component of Blazor Server, the client acts as the visitor who was
/// signed in then, but what it would keep, such as a sign-in, lasts only as long as it does, and signing out fails with
/// <see cref="AmplifyAuthReason.StoreUnavailable"/> after the client has forgotten the user: the browser still holds the session.
/// </para>
/// <para>
/// A registered <see cref="TimeProvider"/> and <see cref="ILoggerFactory"/> are used, and token providers that are keyed with an
/// <see cref="AuthMode"/>: register those as scoped. An <see cref="IAwsCredentialsProvider"/> or <see cref="IAuthStore"/> that is registered is not
/// used, since all visitors would share it; the options can name one, which is asked for once for each client. The options are made for each client,
/// with its scope's services.
/// </para>
/// <para>
/// Calling twice adds settings, of which the later win key by key. When a section changes, clients made from then on use the new settings.
/// </para>
/// </remarks>
public static class AmplifyPerVisitorServiceCollectionExtensions
{
    /// <summary>Adds a client for each visitor whose settings a configuration section describes.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="section">The section, such as <c>builder.Configuration.GetSection("Amplify")</c>.</param>
    /// <param name="configure">Sets options, for each client anew.</param>
    /// <returns>Goes on setting up the clients.</returns>
    /// <exception cref="InvalidOperationException">There is a client that all visitors share.</exception>
    public static IAmplifyBuilder AddAmplifyPerVisitor(
        this IServiceCollection services, IConfiguration section, Action<AmplifyOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(section);
        IAmplifyBuilder builder = services.AddVisitorClient(settings => settings.Add(AmplifyConfiguration.FromConfiguration(section)), configure);
        services.AddSingleton(new WatchedSection(builder.Name, section));
        return builder;
    }

    /// <summary>Adds a client for each visitor.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="configuration">The settings.</param>
    /// <param name="configure">Sets options, for each client anew.</param>
    /// <returns>Goes on setting up the clients.</returns>
    /// <exception cref="InvalidOperationException">There is a client that all visitors share.</exception>
    public static IAmplifyBuilder AddAmplifyPerVisitor(
        this IServiceCollection services, AmplifyConfiguration configuration, Action<AmplifyOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return services.AddVisitorClient(settings => settings.Add(configuration), configure);
    }

    /// <summary>Adds a client for each visitor whose settings are made in code.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="configuration">Sets the settings.</param>
    /// <param name="configure">Sets options, for each client anew.</param>
    /// <returns>Goes on setting up the clients.</returns>
    /// <exception cref="InvalidOperationException">There is a client that all visitors share.</exception>
    public static IAmplifyBuilder AddAmplifyPerVisitor(
        this IServiceCollection services, Action<AmplifyConfiguration> configuration, Action<AmplifyOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return services.AddVisitorClient(configuration, configure);
    }
}
