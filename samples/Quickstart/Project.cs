using Amplify;
using Amplify.Local;

namespace Quickstart;

/// <summary>The backend that is called, and the configuration that leads to it.</summary>
internal sealed class Project : IAsyncDisposable
{
    private readonly LocalBackend? _backend;

    private Project(AmplifyConfiguration configuration, string description, LocalBackend? backend = null, ForwardClock? clock = null)
    {
        Configuration = configuration;
        Description = description;
        _backend = backend;
        TimeProvider = clock ?? TimeProvider.System;
        Stage = backend is null ? null : new LocalStage(backend, clock!);

        // What no file can hold is set in code: here a function that makes headers for each request.
        foreach (RestEndpoint api in configuration.Api.Endpoints.Where(static api => api.Name == ApiNames.CustomHeader))
        {
            api.CustomHeader = CustomHeader.MakeAsync;
        }
    }

    public AmplifyConfiguration Configuration { get; }

    public string Description { get; }

    /// <summary>An AWS project: the file that Amplify's tools wrote says where everything is.</summary>
    public static Project FromFile(string path) => new(AmplifyConfiguration.FromFile(path), $"The project in {path}");

    /// <summary>A backend in this process. No AWS account is needed, and signatures are really verified.</summary>
    public static async Task<Project> StartLocalAsync()
    {
        ForwardClock clock = new();
        LocalBackend backend = await LocalBackend.StartAsync(new() { TimeProvider = clock });
        backend.AppSync.Resolve("Event.description", DescriptionRule.Resolve);
        AmplifyConfiguration configuration = AmplifyConfiguration.Parse(backend.AwsExports());

        // APIs can be added in code, with all that the manual setup of the Amplify guide has.
        configuration.Api.Endpoints.Add(new RestEndpoint
        {
            Name = ApiNames.CustomHeader,
            Endpoint = backend.RestEndpoints[ApiNames.Public].ToString(),
        });
        configuration.Api.Endpoints.Add(new RestEndpoint
        {
            Name = ApiNames.Function,
            Endpoint = new Uri(backend.LambdaEndpoint, "/2015-03-31/functions/echo/invocations").ToString(),
            Service = "lambda",
            Region = backend.Region,
        });
        return new Project(configuration, $"A local backend at {backend.Endpoint}", backend, clock);
    }

    /// <summary>Gets the clock that backend and client go by.</summary>
    public TimeProvider TimeProvider { get; }

    /// <summary>Gets what only a local backend allows, or <see langword="null"/> with an AWS project.</summary>
    public LocalStage? Stage { get; }

    public ValueTask DisposeAsync() => _backend?.DisposeAsync() ?? ValueTask.CompletedTask;
}
