using Amplify.Api;
using Amplify.Api.Authorization;
using Amplify.Api.Json;
using Amplify.Api.Rest;
using Amplify.Configuration;
using Amplify.Core.Diagnostics;
using Amplify.Core.Http;
using Amplify.Core.Json;
using Amplify.Signing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Amplify;

/// <summary>An application's backend: its APIs, and who it acts as.</summary>
/// <remarks>
/// Make one and keep it; it is safe for concurrent calls. Nothing is shared between clients, so two with two configurations live side by side.
/// </remarks>
public sealed class AmplifyClient : IAsyncDisposable, IDisposable
{
    private readonly HttpPipeline _pipeline;
    private readonly HttpMessageHandler? _ownTransport;
    private readonly IdentityPoolCredentialsProvider? _ownCredentials;

    private AmplifyClient(AmplifyConfiguration configuration, AmplifyOptions options)
    {
        var catalog = new RestEndpointCatalog(configuration.Api.Endpoints);
        _ownTransport = options.HttpMessageHandler is null ? HttpTransport.Create() : null;
        HttpMessageHandler transport = _ownTransport ?? HttpTransport.Prepare(options.HttpMessageHandler!);
        _ownCredentials = options.CredentialsProvider is null ? CreateCredentials(configuration, options, transport) : null;
        IAwsCredentialsProvider? credentials = options.CredentialsProvider ?? _ownCredentials;
        ILogger logger = (ILogger?)options.LoggerFactory?.CreateLogger(HttpLog.Category) ?? NullLogger.Instance;
        _pipeline = new HttpPipeline(transport, new HttpPipelineOptions
        {
            Owner = typeof(AmplifyClient),
            TimeProvider = options.TimeProvider,
            Handlers = [.. Unused(options.Handlers), new AuthorizationHandler(), new UploadProgressHandler()],
            Timeout = options.Timeout,
            AttemptTimeout = options.AttemptTimeout,
            Retry = options.Retry,
            Logger = logger,
        });
        var authorization = new RequestAuthorization(credentials, new ServerClock(options.TimeProvider, logger), configuration.Region, logger);
        Rest = new RestApi(new RestSender(
            catalog, _pipeline, authorization, JsonOptions.Create(options.JsonSerializerOptions, ApiJsonContext.Default), options.UserAgent));
        Auth = new AmplifyAuth(credentials);
    }

    /// <summary>Gets the REST APIs.</summary>
    public RestApi Rest { get; }

    /// <summary>Gets who the application acts as.</summary>
    public AmplifyAuth Auth { get; }

    /// <summary>Creates a client. Nothing is sent yet.</summary>
    /// <param name="configuration">The settings; later changes to them have no effect.</param>
    /// <param name="options">What to work with.</param>
    /// <returns>The client; dispose of it to close its connections.</returns>
    /// <exception cref="AmplifyConfigurationException">A setting cannot be used; its <see cref="AmplifyConfigurationException.Key"/> tells which.</exception>
    public static AmplifyClient Create(AmplifyConfiguration configuration, AmplifyOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ConfigurationCheck.Run(configuration);
        return new AmplifyClient(configuration, options ?? new AmplifyOptions());
    }

    /// <summary>Closes the client's connections; calls under way end, later ones are refused.</summary>
    public void Dispose()
    {
        _pipeline.Dispose();
        _ownCredentials?.Dispose();
        _ownTransport?.Dispose();
    }

    /// <summary>Closes the client's connections; calls under way end, later ones are refused.</summary>
    /// <returns>A task that completes when they are closed.</returns>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private static IdentityPoolCredentialsProvider? CreateCredentials(
        AmplifyConfiguration configuration, AmplifyOptions options, HttpMessageHandler transport) =>
        string.IsNullOrWhiteSpace(configuration.Auth.IdentityPoolId)
            ? null
            : new IdentityPoolCredentialsProvider(configuration.Auth, new IdentityPoolOptions
            {
                HttpMessageHandler = transport,
                Store = options.Store,
                TimeProvider = options.TimeProvider,
                LoggerFactory = options.LoggerFactory,
                Timeout = options.Timeout,
            });

    private static IEnumerable<DelegatingHandler> Unused(IEnumerable<DelegatingHandler> handlers)
    {
        foreach (DelegatingHandler handler in handlers)
        {
            yield return handler.InnerHandler is null
                ? handler
                : throw new AmplifyConfigurationException(
                    $"The handler {handler.GetType().Name} in AmplifyOptions.Handlers has an InnerHandler already. A handler belongs to one client, which sets it; give a new one.")
                { Key = "Handlers" };
        }
    }
}
