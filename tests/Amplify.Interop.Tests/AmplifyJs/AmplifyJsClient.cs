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

    /// <summary>Runs an operation: <c>query</c>, <c>variables</c>, <c>authMode</c>, <c>authToken</c>, <c>apiKey</c>.</summary>
    public Task<AmplifyJsAnswer> GraphQLAsync(object operation, IReadOnlyDictionary<string, string>? headers = null) =>
        AskAsync(new { call = "graphql", operation, headers = headers ?? new Dictionary<string, string>() });

    /// <summary>Makes the tokens of the application's own sign-in the only credentials.</summary>
    public async Task SignInAsync(string accessToken) =>
        Assert.Null((await AskAsync(new { call = "signIn", accessToken })).ErrorOrNone);

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
