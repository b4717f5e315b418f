namespace Amplify.Browser.TestApp.Checks;

/// <summary>Calls that get no answer that a page could read, and calls that get one in the end.</summary>
internal sealed class FaultChecks(RestApi rest, Func<string, Func<Task<string>>, Task> add)
{
    private const string Api = "MyPublicApi";

    public async Task RunAsync()
    {
        await add("fault: slow", () => rest.PostAsync<string>(Api, "/slow", options: new() { Timeout = TimeSpan.FromMilliseconds(300) }));
        await add("fault: cancelled", CancelledAsync);
        await add("fault: cut", () => rest.PostAsync<string>(Api, "/cut"));
        await add("fault: cut within the body", () => rest.PostAsync<string>(Api, "/half"));
        await add("fault: header that CORS does not allow", () => rest.PostAsync<string>(Api, "/", options: new() { Headers = { ["X-Unknown"] = "1" } }));
        await add("fault: redirect", () => rest.PostAsync<string>(Api, "/moved"));
        await add("fault: twice unavailable", () => rest.GetAsync<string>(Api, "/flaky"));
        await add("fault: server's clock ahead", () => rest.PostAsync<string>("MySignedEvents", "/skewed"));
    }

    private async Task<string> CancelledAsync()
    {
        using var cancellation = new CancellationTokenSource();
        Task<string> call = rest.PostAsync<string>(Api, "/slow", cancellationToken: cancellation.Token);
        await cancellation.CancelAsync();
        return await call;
    }
}
