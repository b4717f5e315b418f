using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Amplify.AspNetCore.Tests.PerVisitor;
using Amplify.Local;

namespace Amplify.AspNetCore.Tests.Hosts;

/// <summary>The site with each kind of user interface, as a program of its own, and the backend that its visitors sign in to.</summary>
internal sealed class VisitorSite : IAsyncDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly string _file;
    private readonly Task _errors;

    private VisitorSite(Process process, string file, LocalBackend backend, Uri url)
    {
        _process = process;
        _file = file;
        _errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        Backend = backend;
        Url = url;
    }

    public LocalBackend Backend { get; }

    public Uri Url { get; }

    public static async Task<VisitorSite> StartAsync()
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        string root = string.Create(CultureInfo.InvariantCulture, $"http://localhost:{FreePort()}/");
        LocalOAuthOptions oauth = new() { CallbackUrls = [root + "signed-in"], LogoutUrls = [root] };
        LocalBackend backend = await LocalBackend.StartAsync(new LocalBackendOptions { UserPool = new() { Clients = [new("web") { OAuth = oauth }] } }, token);
        backend.UserPool.AddUser("ann", VisitorApp.Password, new Dictionary<string, string> { ["email"] = "ann@example.com" });
        string file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, backend.AmplifyOutputs(), token);
        var site = new VisitorSite(Start(root, file), file, backend, new Uri(root));
        try
        {
            await site.WaitAsync(token);
            return site;
        }
        catch
        {
            await site.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None).WaitAsync(Longest, CancellationToken.None);
        _process.Dispose();
        File.Delete(_file);
        await Backend.DisposeAsync();
    }

    private static Process Start(string root, string file)
    {
        string program = typeof(VisitorSite).Assembly.GetName().Name!.Replace(".Tests", ".TestApp", StringComparison.Ordinal);
        string folder = AppContext.BaseDirectory.Replace(".Tests", ".TestApp", StringComparison.Ordinal);
        var start = new ProcessStartInfo("dotnet", [Path.Combine(folder, program + ".dll"), "--urls", root, "--AmplifyFile", file])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // So the scripts of the framework are found where the build left them.
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        return Process.Start(start)!;
    }

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        using var longest = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        longest.CancelAfter(Longest);
        string told = "";
        while (await _process.StandardOutput.ReadLineAsync(longest.Token) is { } line)
        {
            told += line + '\n';
            if (line.Contains("Application started", StringComparison.Ordinal))
            {
                _ = _process.StandardOutput.ReadToEndAsync(CancellationToken.None);
                return;
            }
        }

        await _errors.WaitAsync(longest.Token);
        throw new InvalidOperationException($"The site did not start: {told}");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
