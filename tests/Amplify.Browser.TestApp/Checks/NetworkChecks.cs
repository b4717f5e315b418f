using Amplify.Core.Network;
using Microsoft.JSInterop;

namespace Amplify.Browser.TestApp.Checks;

/// <summary>A network that goes and comes, as the page is told.</summary>
internal sealed class NetworkChecks(IJSRuntime page, Func<string, Func<Task<string>>, Task> add)
{
    public Task RunAsync() => add("network", async () =>
    {
        var status = new NetworkStatus();
        var told = new List<bool> { status.IsAvailable };
        status.Changed += told.Add;
        await TellAsync("offline");
        await TellAsync("online");
        status.Changed -= told.Add;
        await TellAsync("offline");
        return string.Join(' ', told);
    });

    private ValueTask TellAsync(string what) => page.InvokeVoidAsync("eval", $"dispatchEvent(new Event('{what}'))");
}
