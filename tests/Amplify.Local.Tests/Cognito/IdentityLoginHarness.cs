using System.Text.Json;
using Amplify.Local.Tests.Support;

namespace Amplify.Local.Tests.Cognito;

/// <summary>A backend whose identity pool is called with logins.</summary>
internal sealed class IdentityLoginHarness(Harness harness) : IAsyncDisposable
{
    public LocalBackend Backend => harness.Backend;

    public Harness Harness => harness;

    /// <summary>The name that the user pool has in AWS.</summary>
    public string UserPool => $"cognito-idp.us-east-1.amazonaws.com/{Backend.UserPoolTokens.Issuer.Split('/')[^1]}";

    /// <summary>The name that clients make of the issuer in a token.</summary>
    public string UserPoolByIssuer => Backend.UserPoolTokens.Issuer.Split("://")[1];

    public static async Task<IdentityLoginHarness> StartAsync(LocalBackendOptions? options = null) => new(await Harness.StartAsync(options));

    public (string Provider, string Token) User(string name) => (UserPool, Backend.UserPoolTokens.IssueIdToken(name));

    public Task<Reply> GetIdAsync(params (string Provider, string Token)[] logins) => harness.CognitoAsync(
        "GetId", JsonSerializer.Serialize(new { Backend.IdentityPoolId, Logins = Map(logins) }));

    public async Task<string> IdAsync(params (string Provider, string Token)[] logins) =>
        (await GetIdAsync(logins)).Json.GetProperty("IdentityId").GetString()!;

    public Task<Reply> GetCredentialsAsync(string identityId, params (string Provider, string Token)[] logins) => harness.CognitoAsync(
        "GetCredentialsForIdentity", JsonSerializer.Serialize(new { IdentityId = identityId, Logins = Map(logins) }));

    public Task<Reply> GetOpenIdTokenAsync(string identityId, params (string Provider, string Token)[] logins) => harness.CognitoAsync(
        "GetOpenIdToken", JsonSerializer.Serialize(new { IdentityId = identityId, Logins = Map(logins) }));

    public Task<Reply> UnlinkAsync(string identityId, string[] remove, params (string Provider, string Token)[] logins) => harness.CognitoAsync(
        "UnlinkIdentity", JsonSerializer.Serialize(new { IdentityId = identityId, Logins = Map(logins), LoginsToRemove = remove }));

    public static Dictionary<string, string> Map((string Provider, string Token)[] logins) => logins.ToDictionary(login => login.Provider, login => login.Token);

    public static void ShouldBeRefused(Reply reply, string type, string message)
    {
        Assert.Equal((400, type, message), (reply.Code, reply.Json.GetProperty("__type").GetString(), reply.Message));
        Assert.Equal(type + ":", reply.ErrorType);
    }

    public static void ShouldNotBeAuthorized(Reply reply, string message) => ShouldBeRefused(reply, "NotAuthorizedException", message);

    public ValueTask DisposeAsync() => harness.DisposeAsync();
}
