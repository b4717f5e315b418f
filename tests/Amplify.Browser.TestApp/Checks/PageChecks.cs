using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Amplify.Browser.TestApp.Checks;

/// <summary>Does everything that a page would, and tells what came of it; the test judges.</summary>
internal sealed class PageChecks(AmplifyClient amplify, AmplifyConfiguration configuration, SentHeaders sent, NavigationManager navigation, IJSRuntime page)
{
    private readonly SortedDictionary<string, string> _results = new(StringComparer.Ordinal);

    /// <summary>Runs all checks, each after the other, and gives their results by name as JSON.</summary>
    public async Task<string> RunAsync()
    {
        await AddAsync("guest", async () => (await amplify.Auth.GetSessionAsync()).ToString());
        await new TableChecks(amplify.Rest, AddAsync).RunAsync();
        await new TargetChecks(amplify.Rest, AddAsync).RunAsync();
        await new AuthorizationChecks(amplify, configuration, sent, AddAsync).RunAsync();
        await new FaultChecks(amplify.Rest, AddAsync).RunAsync();
        await new SubscriptionChecks(amplify, configuration, new Uri(navigation.BaseUri), AddAsync).RunAsync();
        await new NetworkChecks(page, AddAsync).RunAsync();
        await new SignInChecks(amplify, AddAsync).RunAsync();
        return JsonSerializer.Serialize(_results, PageJson.Default.SortedDictionaryStringString);
    }

    private async Task AddAsync(string name, Func<Task<string>> check)
    {
        try
        {
            _results.Add(name, await check());
        }
        catch (Exception e)
        {
            // Whatever it is, it is the result, and the test tells whether it is the right one.
            _results.Add(name, $"{e.GetType().Name}: {e.Message}");
        }
    }
}
