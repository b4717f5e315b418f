using System.Text.Json;
using Amplify;

namespace Quickstart.Chapters;

/// <summary>A function that is invoked directly: an endpoint of the service "lambda", see Project.cs.</summary>
internal static class LambdaCalls
{
    public static async Task RunAsync(AmplifyClient amplify)
    {
        // The endpoint is the function's own URL, so nothing is appended to it. The body is the event.
        JsonElement result = await amplify.Rest.PostAsync<JsonElement>(ApiNames.Function, "", new { greeting = "hello" });
        Console.WriteLine($"         The function returned {result}");
    }
}
