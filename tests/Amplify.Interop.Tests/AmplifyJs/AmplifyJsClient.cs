using System.Text.Json;
using Amplify.Interop.Tests.Running;
using Amplify.Local;

namespace Amplify.Interop.Tests.AmplifyJs;

/// <summary>Amplify for JavaScript, configured with a file that the backend has written. It trusts the backend's certificate.</summary>
internal sealed class AmplifyJsClient : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly NodeProgram _program;

    private AmplifyJsClient(DirectoryInfo folder, NodeProgram program)
    {
        _folder = folder;
        _program = program;
    }

    public static Task<AmplifyJsClient> StartAsync(LocalBackend backend, string file = "amplify_outputs.json") =>
        StartAsync(backend, "amplify-js.mjs", file);

    /// <summary>Starts version 4, of which only subscriptions are called.</summary>
    public static Task<AmplifyJsClient> StartVersion4Async(LocalBackend backend) => StartAsync(backend, "amplify-4.mjs", "aws-exports.js");

    public Task<AmplifyJsAnswer> SessionAsync() => AskAsync(new { call = "session" });

    /// <summary>Calls a function of the category Auth: <c>signUp</c>, <c>signIn</c>, <c>confirmSignIn</c>, …</summary>
    public Task<AmplifyJsAnswer> AuthAsync(string operation, object? input = null) => AskAsync(new { call = "auth", operation, input });

    /// <summary>Gets the tokens of the user who has signed in.</summary>
    public Task<AmplifyJsAnswer> TokensAsync(bool forceRefresh = false) => AskAsync(new { call = "tokens", forceRefresh });

    /// <summary>Calls <c>get</c>, <c>put</c>, <c>post</c>, <c>patch</c>, <c>del</c> or <c>head</c>.</summary>
    public Task<AmplifyJsAnswer> RestAsync(string verb, string apiName, string path, object? options = null) =>
        AskAsync(new { call = "rest", verb, apiName, path, options = options ?? new { } });

    /// <summary>Runs an operation: <c>query</c>, <c>variables</c>, <c>authMode</c>, <c>authToken</c>, <c>apiKey</c>.</summary>
    public Task<AmplifyJsAnswer> GraphQLAsync(object operation, IReadOnlyDictionary<string, string>? headers = null) =>
        AskAsync(new { call = "graphql", operation, headers = headers ?? new Dictionary<string, string>() });

    /// <summary>Makes the tokens of the application's own sign-in the only credentials.</summary>
    public async Task SignInAsync(string accessToken) =>
        Assert.Null((await AskAsync(new { call = "signIn", accessToken })).ErrorOrNone);

    /// <summary>Starts the one subscription; completes when the server has acknowledged it, except in version 4.</summary>
    public Task<AmplifyJsAnswer> SubscribeAsync(object operation) => AskAsync(new { call = "subscribe", operation });

    /// <summary>Connects to a channel and subscribes to it: <c>authMode</c>, <c>authToken</c>, <c>apiKey</c>.</summary>
    public Task<AmplifyJsAnswer> SubscribeToChannelAsync(string name, object? options = null) =>
        AskAsync(new { call = "subscribeToChannel", name, options = options ?? new { } });

    /// <summary>Waits for the next message of the subscription.</summary>
    public Task<AmplifyJsAnswer> NextAsync() => AskAsync(new { call = "next" });

    public Task<AmplifyJsAnswer> UnsubscribeAsync() => AskAsync(new { call = "unsubscribe" });

    /// <summary>Publishes over the connection of the channel that is subscribed to.</summary>
    public Task<AmplifyJsAnswer> PublishAsync(object message) => AskAsync(new { call = "publish", @event = message });

    /// <summary>Publishes over HTTP.</summary>
    public Task<AmplifyJsAnswer> PostAsync(string name, object message, object? options = null) =>
        AskAsync(new { call = "post", name, @event = message, options = options ?? new { } });

    public async ValueTask DisposeAsync()
    {
        await _program.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static async Task<AmplifyJsClient> StartAsync(LocalBackend backend, string script, string file)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("amplify-interop-");
        await backend.WriteConfigurationAsync(folder.FullName, TestContext.Current.CancellationToken);
        return new AmplifyJsClient(folder, NodeProgram.StartTrusting(backend.CaCertificateFile, script, Path.Combine(folder.FullName, file)));
    }

    private async Task<AmplifyJsAnswer> AskAsync(object call)
    {
        JsonElement answer = await _program.AskAsync(call);
        return new AmplifyJsAnswer(
            answer.TryGetProperty("result", out JsonElement result) ? result : null,
            answer.TryGetProperty("error", out JsonElement error) ? error : null);
    }
}
