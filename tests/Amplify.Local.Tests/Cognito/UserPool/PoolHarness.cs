using System.Text;
using System.Text.Json;
using Amplify.Local.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Amplify.Local.Tests.Cognito.UserPool;

/// <summary>A backend whose user pool is called as an application calls it.</summary>
internal sealed class PoolHarness : IAsyncDisposable
{
    public const string Password = "P@ssw0rd!";

    private readonly Harness _harness;

    private PoolHarness(Harness harness, FakeTimeProvider time)
    {
        _harness = harness;
        Time = time;
    }

    public LocalUserPool Pool => _harness.Backend.UserPool;

    public LocalBackend Backend => _harness.Backend;

    public FakeTimeProvider Time { get; }

    public string Realm => Pool.PoolId[(Pool.PoolId.IndexOf('_', StringComparison.Ordinal) + 1)..];

    /// <summary>The client that calls are made for.</summary>
    public string ClientId { get; set; } = "";

    public static async Task<PoolHarness> StartAsync(LocalUserPoolOptions? options = null, string? dataFile = null, LogCapture? log = null)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero));
        var harness = new PoolHarness(
            await Harness.StartAsync(new LocalBackendOptions
            {
                UserPool = options ?? new LocalUserPoolOptions(),
                TimeProvider = time,
                DataFile = dataFile,
                LoggerFactory = log ?? (Microsoft.Extensions.Logging.ILoggerFactory)Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance,
            }),
            time);
        harness.ClientId = harness.Pool.ClientId;
        return harness;
    }

    public Task<Reply> GetAsync(string target) => _harness.GetAsync(target);

    /// <summary>Calls an operation; <c>ClientId</c> is added.</summary>
    public Task<Reply> CallAsync(string operation, object input)
    {
        var body = JsonSerializer.SerializeToNode(input)!.AsObject();
        body.TryAdd(nameof(ClientId), ClientId);
        return SendAsync(operation, body.ToJsonString());
    }

    public Task<Reply> SendAsync(string operation, string body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, Pool.Endpoint) { Content = new StringContent(body, Encoding.UTF8) };
        request.Content.Headers.ContentType = new("application/x-amz-json-1.1");
        request.Headers.Add("X-Amz-Target", "AWSCognitoIdentityProviderService." + operation);
        return _harness.SendAsync(request);
    }

    public Task<Reply> SignUpAsync(string username, string password = Password, string? email = "jane@example.com") => CallAsync("SignUp", new
    {
        Username = username,
        Password = password,
        UserAttributes = email is null ? [] : new[] { new { Name = "email", Value = email } },
    });

    public Task<Reply> InitiateAsync(string flow, params (string Name, string Value)[] parameters) => CallAsync("InitiateAuth", new
    {
        AuthFlow = flow,
        AuthParameters = parameters.ToDictionary(static parameter => parameter.Name, static parameter => parameter.Value),
    });

    public Task<Reply> RespondAsync(string challenge, string? session, params (string Name, string Value)[] responses) => CallAsync("RespondToAuthChallenge", new
    {
        ChallengeName = challenge,
        Session = session,
        ChallengeResponses = responses.ToDictionary(static response => response.Name, static response => response.Value),
    });

    public Task<Reply> SignInWithPasswordAsync(string username, string password = Password, params (string Name, string Value)[] more) =>
        InitiateAsync("USER_PASSWORD_AUTH", [("USERNAME", username), ("PASSWORD", password), .. more]);

    /// <summary>Signs in without sending the password.</summary>
    public async Task<Reply> SignInAsync(string username, string password = Password, params (string Name, string Value)[] more)
    {
        var client = new SrpClient();
        Reply challenge = await InitiateAsync("USER_SRP_AUTH", [("USERNAME", username), ("SRP_A", client.PublicHex), .. more]);
        return challenge.Code == 200 ? await ProveAsync(challenge, client, password, more) : challenge;
    }

    public Task<Reply> ProveAsync(Reply challenge, SrpClient client, string password, params (string Name, string Value)[] more)
    {
        JsonElement parameters = challenge.Json.GetProperty("ChallengeParameters");
        string name = parameters.GetProperty("USER_ID_FOR_SRP").GetString()!;
        string block = parameters.GetProperty("SECRET_BLOCK").GetString()!;
        string timestamp = SrpClient.Timestamp(Time.GetUtcNow() + Backend.Faults.ClockSkew);
        byte[] key = client.DeriveKey(Realm, name, password, parameters.GetProperty("SALT").GetString()!, parameters.GetProperty("SRP_B").GetString()!);
        return RespondAsync("PASSWORD_VERIFIER", challenge.Session(), [
            ("USERNAME", name),
            ("PASSWORD_CLAIM_SECRET_BLOCK", block),
            ("PASSWORD_CLAIM_SIGNATURE", SrpClient.Sign(key, Realm, name, block, timestamp)),
            ("TIMESTAMP", timestamp),
            .. more]);
    }

    public Task<Reply> RefreshAsync(string refreshToken, params (string Name, string Value)[] more) =>
        InitiateAsync("REFRESH_TOKEN_AUTH", [("REFRESH_TOKEN", refreshToken), .. more]);

    public Task<Reply> GetUserAsync(string accessToken) => CallAsync("GetUser", new { AccessToken = accessToken });

    public async Task<string> CodeAsync(string username) => (await Pool.WaitForCodeAsync(username, Harness.Cancellation)).Code;

    public ValueTask DisposeAsync() => _harness.DisposeAsync();
}
