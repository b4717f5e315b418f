namespace Amplify.Browser.TestApp.Checks;

/// <summary>Signed calls whose path and query the browser would like to write differently. Their answer is the event that arrived.</summary>
internal sealed class TargetChecks(RestApi rest, Func<string, Func<Task<string>>, Task> add)
{
    private const string Api = "MySignedEvents";

    public async Task RunAsync()
    {
        foreach (HostileTarget target in HostileTarget.All)
        {
            await add($"target: {target.Name}", () => rest.GetAsync<string>(Api, target.Path, new() { QueryParameters = { ["v"] = target.Value } }));
        }

        await add("target: dot segment", () => rest.GetAsync<string>(Api, "/a/../b"));
        await add("target: encoded dot segment", () => rest.GetAsync<string>(Api, "/a/%2e%2E/b"));
    }
}
