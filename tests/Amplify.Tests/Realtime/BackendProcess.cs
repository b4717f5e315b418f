using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Amplify.Tests.Realtime;

/// <summary>The local backend as a process of its own, on a data file, for tests that kill it.</summary>
internal sealed class BackendProcess
{
    private readonly Process _process;
    private readonly Task _errors;

    private BackendProcess(Process process, AmplifyConfiguration configuration)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
        Configuration = configuration;
    }

    public AmplifyConfiguration Configuration { get; }

    /// <summary>Starts it, and waits until it is ready.</summary>
    public static async Task<BackendProcess> StartAsync(string folder, int port)
    {
        // artifacts/bin/<this project>/<configuration>/ is where the tests run; the tool is a neighbour.
        DirectoryInfo own = new(AppContext.BaseDirectory);
        string tool = Path.Combine(own.Parent!.Parent!.FullName, "Amplify.Cli", own.Name, "Amplify.Cli.dll");
        string[] arguments =
            [tool, "start", "--json", "--port", port.ToString(CultureInfo.InvariantCulture), "--data", Path.Combine(folder, "backend.db"), "--config-out", folder];
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        Process process = Process.Start(start)!;
        try
        {
            string? ready = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
            Assert.True(ready is not null && JsonElement.Parse(ready).GetProperty("ready").GetBoolean(), $"The backend did not start: {ready}");
            return new BackendProcess(process, AmplifyConfiguration.FromFile(Path.Combine(folder, "amplify_outputs.json")));
        }
        catch
        {
            process.Kill();
            process.Dispose();
            throw;
        }
    }

    /// <summary>Ends it as a power cut does: nothing is closed or written any more.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        await _errors;
        _process.Dispose();
    }
}
