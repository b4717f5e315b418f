using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Amplify.Local.Accounts;
using Amplify.Local.ApiGateway.Authorization;
using Amplify.Local.AppSync.Authorization;
using Amplify.Local.AppSync.Authorization.ApiKeys;
using Amplify.Local.Hosting;
using Amplify.Local.Storage;
using Amplify.Local.Tests.Support;
using Amplify.Local.Tokens;
using Amplify.Signing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Amplify.Local.Tests.AppSync.Authorization;

/// <summary>An API's authorizer with the parts that it stands on, without a server.</summary>
internal sealed class AuthorizationHarness : IDisposable
{
    public const string Host = "127.0.0.1:4321";
    public const string ApiId = "abcdefghijklmnopqrstuvwxyz";

    // Making an RSA key takes longer than most tests; the issuers of all of them share one.
    private static readonly Lazy<string> SharedKey = new(static () =>
    {
        using var rsa = RSA.Create(2048);
        return Convert.ToBase64String(rsa.ExportPkcs8PrivateKey());
    });

    private readonly LocalDatabase _database = LocalDatabase.Open(null);
    private readonly HttpClient _http;
    private readonly LocalAccount _account;

    public AuthorizationHarness(LocalAppSyncOptions options, HttpMessageHandler? network = null, params (string Name, ILambdaFunction Function)[] functions)
    {
        var settings = new SettingStore(_database);
        var clock = new ServerClock(Time, Faults);
        _account = new LocalAccount(settings);
        _http = new HttpClient(network ?? new SocketsHttpHandler());
        Sessions = new AccessKeys(_database, _account, "us-east-1:pool");
        var store = new ApiKeyStore(_database);
        ApiKeys = new AppSyncApiKeys(store, clock);
        UserPool = IssuerOf("us-east-1_Pool", settings, clock);
        Oidc = IssuerOf("oidc", settings, clock);
        Authorizer = new AppSyncAuthorizerFactory(
            ApiId,
            "us-east-1",
            store,
            new SignatureAuthorizer(Sessions, "us-east-1"),
            UserPool,
            client => client == UserPool.ClientId,
            Oidc,
            functions.ToDictionary(static entry => entry.Name, static entry => entry.Function),
            _http,
            Time,
            NullLogger.Instance).Create(options);
    }

    public static DateTimeOffset Start { get; } = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    public FakeTimeProvider Time { get; } = new(Start);

    public LocalFaults Faults { get; } = new();

    public AppSyncAuthorizer Authorizer { get; }

    public AppSyncApiKeys ApiKeys { get; }

    public AccessKeys Sessions { get; }

    public AwsCredentials Credentials => _account.User.Credentials;

    public LocalTokenIssuer UserPool { get; }

    public LocalTokenIssuer Oidc { get; }

    public AppSyncAuthorizationRequest Request(params (string Name, string Value)[] headers) => Request("POST", "/graphql", "{}", headers);

    public AppSyncAuthorizationRequest Request(string method, string target, string body, params (string Name, string Value)[] headers) => new()
    {
        Method = method,
        Target = target,
        Headers = [new("Host", Host), .. headers.Select(static header => KeyValuePair.Create(header.Name, header.Value))],
        Body = Encoding.UTF8.GetBytes(body),
        SourceIp = "127.0.0.1",
        ReceivedAt = Time.GetUtcNow(),
        RequestId = "11111111-2222-3333-4444-555555555555",
        Document = "query Q($a: Int) { f(a: $a) }",
        OperationName = "Q",
        Variables = JsonElement.Parse("""{"a":1}"""),
    };

    public async Task<AppSyncAuthorizationRequest> SignedAsync(
        AwsCredentials? credentials = null,
        string service = "appsync",
        DateTimeOffset? time = null,
        string target = "/graphql",
        string body = "{}")
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, $"http://{Host}{target}") { Content = new StringContent(body) };
        await new SigV4Signer().SignAsync(
            message,
            credentials ?? Credentials,
            new SigV4Scope("us-east-1", service),
            time ?? Time.GetUtcNow(),
            cancellationToken: Harness.Cancellation);
        return Request("POST", target, body, [.. message.Headers.Concat(message.Content.Headers)
            .Where(static header => !header.Key.Equals("Host", StringComparison.OrdinalIgnoreCase))
            .Select(static header => (header.Key, string.Join(", ", header.Value)))]);
    }

    public Task<AppSyncAuthorization> SendAsync(params (string Name, string Value)[] headers) => SendAsync(Request(headers));

    public Task<AppSyncAuthorization> SendAsync(AppSyncAuthorizationRequest request) =>
        Authorizer.AuthorizeAsync(request, Harness.Cancellation).AsTask();

    public Task<AppSyncAuthorization> SendTokenAsync(string token) => SendAsync(("Authorization", token));

    public void Dispose()
    {
        _http.Dispose();
        _database.Dispose();
    }

    private static LocalTokenIssuer IssuerOf(string path, SettingStore settings, ServerClock clock)
    {
        settings.GetOrAdd(path, static () => SharedKey.Value);
        return new LocalTokenIssuer(path, $"client-of-{path}", new ServerAddress { Root = new Uri($"http://{Host}") }, new IssuerKeys(new IssuerKey(settings, path)), clock);
    }
}
