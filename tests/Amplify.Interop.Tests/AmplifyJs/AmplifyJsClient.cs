using System.Text.Json;
using Amplify.Interop.Tests.Running;
using Amplify.Local;

namespace Amplify.Interop.Tests.AmplifyJs;

/// <summary>Amplify for JavaScript, configured with a file that the backend has written.</summary>
internal sealed class AmplifyJsClient : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly NodeProgram _program;

    private AmplifyJsClient(DirectoryInfo folder, NodeProgram program)
    {
        _folder = folder;
        _program = program;
    }

    public static async Task<AmplifyJsClient> StartAsync(LocalBackend backend, string file = "amplify_outputs.json")
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("amplify-interop-");
        await backend.WriteConfigurationAsync(folder.FullName, TestContext.Current.CancellationToken);
        return new AmplifyJsClient(folder, NodeProgram.Start("amplify-js.mjs", Path.Combine(folder.FullName, file)));
    }

    public Task<AmplifyJsAnswer> SessionAsync() => AskAsync(new { call = "session" });

    /// <summary>Calls <c>get</c>, <c>put</c>, <c>post</c>, <c>patch</c>, <c>del</c> or <c>head</c>.</summary>
    public Task<AmplifyJsAnswer> RestAsync(string verb, string apiName, string path, object? options = null) =>
        AskAsync(new { call = "rest", verb, apiName, path, options = options ?? new { } });

    public async ValueTask DisposeAsync()
    {
        await _program.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private async Task<AmplifyJsAnswer> AskAsync(object call)
    {
        JsonElement answer = await _program.AskAsync(call);
        return new AmplifyJsAnswer(
            answer.TryGetProperty("result", out JsonElement result) ? result : null,
            answer.TryGetProperty("error", out JsonElement error) ? error : null);
    }
}
