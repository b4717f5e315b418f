using Amplify;
using Amplify.Api.Authorization;
using Amplify.Core.Http;
using Amplify.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Authorizes the requests of clients that <c>IHttpClientFactory</c> makes, such as Refit's.</summary>
public static class AmplifyHttpClientBuilderExtensions
{
    /// <summary>Authorizes every request of the client as the settings of an API say: signed, with its API key, with its headers.</summary>
    /// <remarks>
    /// <para>
    /// Authorization is the innermost handler, wherever in the chain this is called: each attempt of a resilience handler is signed anew. The handler
    /// that sends follows no redirects. Neither the retries nor the time-outs of <see cref="AmplifyClient"/> apply.
    /// </para>
    /// <para>
    /// A header that a request carries itself wins; with <c>Authorization</c> it is not signed. Every address that the client calls is
    /// authorized, so let it call this API only. The base address is the API's endpoint, with a slash at its end, unless one is set.
    /// Only asynchronous calls can be authorized.
    /// </para>
    /// </remarks>
    /// <param name="builder">The client of the factory.</param>
    /// <param name="apiName">The name of the API in the configuration.</param>
    /// <param name="clientName">The key of the <see cref="AmplifyClient"/> that has the API. Default: none, the client without a key.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="AmplifyConfigurationException">
    /// When a host starts, or else when the first client is made: there is no API of the name, and the message lists those that there are, or no client.
    /// </exception>
    public static IHttpClientBuilder AddAmplifyAuthorization(this IHttpClientBuilder builder, string apiName, string? clientName = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(apiName);
        var api = new AuthorizedApi { ApiName = apiName, ClientName = clientName ?? Options.Options.DefaultName };
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AuthorizedApi>, AuthorizedApiValidator>());
        builder.Services.AddOptions<AuthorizedApi>(builder.Name).ValidateOnStart().Configure(options =>
        {
            options.ApiName = api.ApiName;
            options.ClientName = api.ClientName;
        });
        builder.ConfigureHttpClient((provider, http) => http.BaseAddress ??= BaseAddressOf(provider, api));

        // After all configuration, so that no handler added later comes between the signature and the socket.
        builder.Services.PostConfigure<HttpClientFactoryOptions>(
            builder.Name, options => options.HttpMessageHandlerBuilderActions.Add(chain => Authorize(chain, api)));
        return builder;
    }

    private static void Authorize(HttpMessageHandlerBuilder chain, AuthorizedApi api)
    {
        chain.PrimaryHandler = HttpTransport.Prepare(chain.PrimaryHandler);
        chain.AdditionalHandlers.Add(new ApiAuthorizationHandler(api.SenderFrom(chain.Services), api.ApiName));
        chain.AdditionalHandlers.Add(new AuthorizationHandler());
    }

    // Without the slash, the last segment, which is the stage, would give way to a relative path.
    private static Uri BaseAddressOf(IServiceProvider provider, AuthorizedApi api)
    {
        Uri endpoint = api.SenderFrom(provider).Catalog.Find(api.ApiName).Endpoint;
        return endpoint.AbsolutePath.EndsWith('/') ? endpoint : new Uri(endpoint.AbsoluteUri + "/");
    }
}
