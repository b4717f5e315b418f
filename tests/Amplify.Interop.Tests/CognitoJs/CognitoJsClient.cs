using System.Text.Json;
using Amplify.Interop.Tests.AmplifyJs;
using Amplify.Interop.Tests.Running;
using Amplify.Local;

namespace Amplify.Interop.Tests.CognitoJs;

/// <summary>amazon-cognito-identity-js, the library that most web pages before Amplify 6 sign in with.</summary>
internal sealed class CognitoJsClient(NodeProgram program) : IAsyncDisposable
{
    public static CognitoJsClient Start(LocalUserPool pool, string? clientId = null) =>
        new(NodeProgram.Start("cognito-js.mjs", pool.Endpoint.AbsoluteUri, pool.PoolId, clientId ?? pool.ClientId));

    public async Task<AmplifyJsAnswer> AskAsync(object call)
    {
        JsonElement answer = await program.AskAsync(call);
        return new AmplifyJsAnswer(
            answer.TryGetProperty("result", out JsonElement result) ? result : null,
            answer.TryGetProperty("error", out JsonElement error) ? error : null);
    }

    public Task<AmplifyJsAnswer> SignInAsync(string username, string password, string? flow = null) =>
        AskAsync(new { call = "signIn", username, password, flow });

    public ValueTask DisposeAsync() => program.DisposeAsync();
}
