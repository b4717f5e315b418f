using System.Diagnostics;
using System.Text.Json;

namespace Amplify.Interop.Tests.Running;

/// <summary>A script in Node that answers lines of JSON with lines of JSON.</summary>
internal sealed class NodeProgram : IAsyncDisposable
{
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly Task<string> _errors;

    private NodeProgram(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    public static NodeProgram Start(string script, params string[] arguments) => StartTrusting(caCertificateFile: null, script, arguments);

    /// <summary>Starts a script that trusts a certificate authority besides the usual ones.</summary>
    public static NodeProgram StartTrusting(string? caCertificateFile, string script, params string[] arguments)
    {
        var start = new ProcessStartInfo("node", [script, .. arguments])
        {
            WorkingDirectory = NodePackages.Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (caCertificateFile is not null)
        {
            start.Environment["NODE_EXTRA_CA_CERTS"] = caCertificateFile;
        }

        return new NodeProgram(Process.Start(start)!);
    }

    /// <summary>Sends a line and waits for the next one.</summary>
    public async Task<JsonElement> AskAsync(object question)
    {
        await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(question, JsonSerializerOptions.Web));
        await _process.StandardInput.FlushAsync();
        return await ReadAsync();
    }

    /// <summary>Waits for the next line.</summary>
    public async Task<JsonElement> ReadAsync()
    {
        string? line = await _process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(AnswerTimeout);
        return line is null
            ? throw new InvalidOperationException($"The script ended: {await _errors}")
            : JsonElement.Parse(line);
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        await _errors;
        _process.Dispose();
    }
}
