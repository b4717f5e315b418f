using Amplify.Local;
using Amplify.Testing;
using Amplify.Tests.Realtime;

namespace Amplify.Tests.SignIn;

/// <summary>A local backend whose hosted pages an application may use, and its user.</summary>
internal sealed class HostedUiHarness : IAsyncDisposable
{
    public const string Password = "Tr0ub4dor&3";
    public const string WebCallback = "https://app.example.com/signed-in";

    private HostedUiHarness(LocalBackend backend, SkippingTime time, string root)
    {
        Backend = backend;
        Time = time;
        Callback = new Uri(root + "signed-in");
    }

    public LocalBackend Backend { get; }

    public SkippingTime Time { get; }

    public MemoryAuthStore Store { get; } = new();

    public HostedPages User { get; } = new("ann", Password);

    /// <summary>Gets where the browser comes back to on this machine.</summary>
    public Uri Callback { get; }

    public static async Task<HostedUiHarness> StartAsync(string host = "127.0.0.1", bool hasSecret = false)
    {
        var time = new SkippingTime(skips: false);
        string root = $"http://{host}:{ReservedPort.Find()}/";
        LocalBackend backend = await LocalBackend.StartAsync(
            new LocalBackendOptions
            {
                TimeProvider = time,
                UserPool = new()
                {
                    Clients =
                    [
                        new("web")
                        {
                            HasSecret = hasSecret,
                            OAuth = new() { CallbackUrls = [WebCallback, root + "signed-in"], LogoutUrls = [WebCallback, root + "signed-out"] },
                        },
                    ],
                },
            },
            TestContext.Current.CancellationToken);
        backend.UserPool.AddUser("ann", Password, new Dictionary<string, string> { ["email"] = "ann@example.com" });
        return new HostedUiHarness(backend, time, root);
    }

    /// <summary>Makes an application of this machine; what it shows the user is up to the test.</summary>
    public AmplifyClient Create(Func<Uri, Task>? openBrowser = null, Action<AmplifyConfiguration>? change = null, HttpMessageHandler? handler = null)
    {
        AmplifyConfiguration configuration = AmplifyConfiguration.Parse(Backend.AmplifyOutputs());
        change?.Invoke(configuration);
        return AmplifyClient.Create(configuration, new()
        {
            Store = Store,
            TimeProvider = Time,
            HttpMessageHandler = handler,
            OpenBrowser = openBrowser is null ? null : (page, _) => new ValueTask(openBrowser(page)),
        });
    }

    /// <summary>Makes an application whose user signs in at the pages and comes back.</summary>
    /// <param name="closing">Where the page goes that the browser ends at.</param>
    public AmplifyClient CreateWithUser(TaskCompletionSource<string> closing) => Create(page =>
    {
        _ = ComeBackAsync(page, closing);
        return Task.CompletedTask;
    });

    public async ValueTask DisposeAsync()
    {
        User.Dispose();
        await Backend.DisposeAsync();
    }

    private async Task ComeBackAsync(Uri page, TaskCompletionSource<string> closing)
    {
        try
        {
            Uri back = page.AbsolutePath == "/logout" ? await User.FollowAsync(page) : await User.SignInAsync(page);
            closing.SetResult(await User.ReadAsync(back));
        }
        catch (Exception e)
        {
            closing.SetException(e);
        }
    }
}
