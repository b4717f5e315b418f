using Amplify;

namespace Quickstart;

/// <summary>Goes through the chapters, leaving out those that the configuration has nothing for.</summary>
internal sealed class Tour(AmplifyConfiguration configuration)
{
    /// <summary>Gets whether a chapter failed.</summary>
    public bool Failed { get; private set; }

    /// <summary>Visits a chapter about a REST API, or about none.</summary>
    public Task VisitAsync(string title, string? needs, Func<Task> chapter) =>
        RunAsync(title, needs is null || configuration.Api.Endpoints.Any(api => api.Name == needs) ? null : $"API '{needs}'", chapter);

    /// <summary>Visits a chapter about the default GraphQL API.</summary>
    public Task VisitGraphQLAsync(string title, Func<Task> chapter) =>
        RunAsync(title, configuration.Api.AppSync.GraphQLEndpoint is null ? "AppSync API" : null, chapter);

    /// <summary>Visits a chapter that needs both an API key and an identity pool for guests.</summary>
    public Task VisitModesAsync(string title, Func<Task> chapter) => RunAsync(
        title, configuration.Api.AppSync.ApiKey is null ? "API key" : configuration.Auth.IdentityPoolId is null ? "identity pool" : null, chapter);

    /// <summary>Visits a chapter that needs what only a local backend allows.</summary>
    public Task VisitLocalAsync(string title, LocalStage? stage, Func<LocalStage, Task> chapter) =>
        RunAsync(title, stage is null ? "user pool whose codes this program can read" : null, () => chapter(stage!));

    private async Task RunAsync(string title, string? missing, Func<Task> chapter)
    {
        Console.WriteLine();
        Console.WriteLine(title);
        if (missing is not null)
        {
            Console.WriteLine($"  Skipped: the configuration has no {missing}.");
            return;
        }

        try
        {
            await chapter();
        }
        catch (Exception error) when (error is AmplifyException or InvalidOperationException)
        {
            // Every error of a call is an AmplifyException, and its message says what to do.
            Failed = true;
            Console.WriteLine($"  Failed: {error.Message}");
        }
    }
}
