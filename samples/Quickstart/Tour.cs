using Amplify;

namespace Quickstart;

/// <summary>Goes through the chapters, leaving out those that the configuration has nothing for.</summary>
internal sealed class Tour(AmplifyConfiguration configuration)
{
    /// <summary>Gets whether a chapter failed.</summary>
    public bool Failed { get; private set; }

    public async Task VisitAsync(string title, string? needs, Func<Task> chapter)
    {
        Console.WriteLine();
        Console.WriteLine(title);
        if (needs is not null && configuration.Api.Endpoints.All(api => api.Name != needs))
        {
            Console.WriteLine($"  Skipped: the configuration has no API '{needs}'.");
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
