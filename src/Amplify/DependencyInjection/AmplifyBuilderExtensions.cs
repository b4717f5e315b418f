using Amplify;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Sets up how a client sends, with the names that <see cref="IHttpClientBuilder"/> has for it.</summary>
public static class AmplifyBuilderExtensions
{
    /// <summary>
    /// Sets the handler that sends the client's requests, for a proxy, a client certificate or a connection of its own. The container disposes of it;
    /// redirects are switched off on it.
    /// </summary>
    /// <remarks>
    /// The client keeps it as long as it lives, so give a <see cref="SocketsHttpHandler"/> a
    /// <see cref="SocketsHttpHandler.PooledConnectionLifetime"/>: connections then follow a host name that moves. The client's own handler has 5 minutes.
    /// </remarks>
    /// <param name="builder">The client.</param>
    /// <param name="create">Makes the handler.</param>
    /// <returns>The same builder.</returns>
    public static IAmplifyBuilder ConfigurePrimaryHttpMessageHandler(this IAmplifyBuilder builder, Func<IServiceProvider, HttpMessageHandler> create)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(create);
        var key = new object();
        builder.Services.AddKeyedSingleton(key, (provider, _) => create(provider));
        return builder.ConfigureOptions((options, provider) => options.HttpMessageHandler = provider.GetRequiredKeyedService<HttpMessageHandler>(key));
    }

    /// <summary>Adds a handler that sees every API request before it is authorized; the first one added is the outermost.</summary>
    /// <param name="builder">The client.</param>
    /// <param name="create">Makes the handler: a new one, for it belongs to one client.</param>
    /// <returns>The same builder.</returns>
    public static IAmplifyBuilder AddHttpMessageHandler(this IAmplifyBuilder builder, Func<IServiceProvider, DelegatingHandler> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        return builder.ConfigureOptions((options, provider) => options.Handlers.Add(create(provider)));
    }

    /// <summary>Sets options with the help of other services.</summary>
    /// <param name="builder">The client.</param>
    /// <param name="configure">Sets them.</param>
    /// <returns>The same builder.</returns>
    public static IAmplifyBuilder ConfigureOptions(this IAmplifyBuilder builder, Action<AmplifyOptions, IServiceProvider> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        builder.Services.AddOptions<AmplifyOptions>(builder.Name).Configure(configure);
        return builder;
    }
}
