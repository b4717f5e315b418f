using Amplify.AspNetCore.Cookies;
using Amplify.AspNetCore.Diagnostics;
using Amplify.Auth.Session;
using Amplify.DependencyInjection;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Amplify.AspNetCore.DependencyInjection;

/// <summary>What all ways to add a client for each visitor have in common.</summary>
internal static class VisitorServices
{
    public static IAmplifyBuilder AddVisitorClient(
        this IServiceCollection services, Action<AmplifyConfiguration> configuration, Action<AmplifyOptions>? configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ServiceDescriptor? added = services.FirstOrDefault(static service => service.ServiceType == typeof(AmplifyClient) && !service.IsKeyedService);
        if (added is null)
        {
            services.AddFirst();
        }
        else if (added.Lifetime != ServiceLifetime.Scoped)
        {
            throw new InvalidOperationException(
                "AddAmplify has added a client that all visitors would share. Give that one a name, AddAmplify(\"server\", …), or leave it out.");
        }

        services.Configure(configuration);
        if (configure is not null)
        {
            services.Configure(configure);
        }

        return new AmplifyBuilder(Options.DefaultName, services);
    }

    private static void AddFirst(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddDataProtection();
        services.AddSingleton<VisitorConfiguration>();
        services.AddSingleton<VisitorTransport>();
        services.AddSingleton(static provider => new SharedSessions(TimeOf(provider)));
        services.AddScoped(Create);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AmplifyConfiguration>, ConfigurationValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AmplifyConfiguration>, CookieSettingsValidator>());
        services.AddOptions<AmplifyConfiguration>().ValidateOnStart();
        services.AddOptions<AmplifyOptions>().Configure<IServiceProvider>(UseServices);
    }

    // The factory, not what keeps options: handlers belong to one client, and providers may be the visitor's.
    private static AmplifyClient Create(IServiceProvider provider)
    {
        AmplifyOptions options = provider.GetRequiredService<IOptionsFactory<AmplifyOptions>>().Create(Options.DefaultName);
        AmplifyConfiguration configuration = provider.GetRequiredService<VisitorConfiguration>().Current;
        options.HttpMessageHandler ??= provider.GetRequiredService<VisitorTransport>().Handler;
        options.Store ??= CreateStore(provider, configuration.Auth.CookieStorage, options.TimeProvider);
        options.Shared = provider.GetRequiredService<SharedSessions>();
        return AmplifyClient.Create(configuration, options);
    }

    // Credentials and a store that are services are the server's own: with them, visitors would all be one.
    private static void UseServices(AmplifyOptions options, IServiceProvider provider)
    {
        options.TimeProvider = TimeOf(provider);
        options.LoggerFactory = provider.GetService<ILoggerFactory>();
        options.UserPoolTokenProvider = provider.GetKeyedService<ITokenProvider>(AuthMode.UserPool);
        options.OidcTokenProvider = provider.GetKeyedService<ITokenProvider>(AuthMode.Oidc);
        options.LambdaTokenProvider = provider.GetKeyedService<ITokenProvider>(AuthMode.Lambda);
    }

    private static TimeProvider TimeOf(IServiceProvider provider) => provider.GetService<TimeProvider>() ?? TimeProvider.System;

    private static CookieAuthStore CreateStore(IServiceProvider provider, CookieStorageConfiguration? settings, TimeProvider timeProvider) => new(
        new VisitorCookies(provider.GetRequiredService<IHttpContextAccessor>().HttpContext, new CookieAttributes(settings, timeProvider)),
        provider.GetRequiredService<IDataProtectionProvider>(),
        provider.GetRequiredService<ILoggerFactory>().CreateLogger(VisitorLog.Category));
}
