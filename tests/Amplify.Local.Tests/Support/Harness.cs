using System.Text;
using System.Text.Json;
using Amplify.Signing;

namespace Amplify.Local.Tests.Support;

/// <summary>A backend and a client for it. The client leaves URLs as they are and follows nothing.</summary>
internal sealed class Harness : IAsyncDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });
    private readonly SigV4Signer _signer = new();

    private Harness(LocalBackend backend, TimeProvider time)
    {
        Backend = backend;
        Time = time;
    }

    public LocalBackend Backend { get; }

    public TimeProvider Time { get; }

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<Harness> StartAsync(LocalBackendOptions? options = null)
    {
        options ??= new LocalBackendOptions();
        return new Harness(await LocalBackend.StartAsync(options, Cancellation), options.TimeProvider);
    }

    public static Task<Harness> StartAsync(Action<LocalRestApi> configure, LocalBackendOptions? options = null) =>
        StartAsync((options ?? new LocalBackendOptions()).AddApi("Api", configure));

    public Uri Raw(string target) => new(
        Backend.Endpoint.GetLeftPart(UriPartial.Authority) + target,
        new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });

    public HttpRequestMessage Request(string method, string target, string? body = null)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), Raw(target));
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        return request;
    }

    public async Task<HttpRequestMessage> SignAsync(
        HttpRequestMessage request,
        AwsCredentials? credentials = null,
        string service = "execute-api",
        string? region = null,
        DateTimeOffset? time = null)
    {
        await _signer.SignAsync(
            request,
            credentials ?? Backend.Credentials,
            new SigV4Scope(region ?? Backend.Region, service),
            time ?? Time.GetUtcNow(),
            cancellationToken: Cancellation);
        return request;
    }

    public async Task<Reply> SendAsync(HttpRequestMessage request)
    {
        using HttpResponseMessage response = await _client.SendAsync(request, Cancellation);
        byte[] body = await response.Content.ReadAsByteArrayAsync(Cancellation);
        return new Reply(response, body);
    }

    public Task<Reply> GetAsync(string target) => SendAsync(Request("GET", target));

    public async Task<Reply> SendSignedAsync(string method, string target, string? body = null, AwsCredentials? credentials = null) =>
        await SendAsync(await SignAsync(Request(method, target, body), credentials));

    /// <summary>Calls the identity pool service.</summary>
    public Task<Reply> CognitoAsync(string operation, string body) => SendAsync(CognitoRequest(operation, body));

    public HttpRequestMessage CognitoRequest(string operation, string body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, Backend.IdentityPoolEndpoint)
        {
            Content = new StringContent(body, Encoding.UTF8),
        };
        request.Content.Headers.ContentType = new("application/x-amz-json-1.1");
        request.Headers.Add("X-Amz-Target", "AWSCognitoIdentityService." + operation);
        return request;
    }

    public async Task<(string IdentityId, AwsCredentials Credentials)> GuestAsync()
    {
        Reply id = await CognitoAsync("GetId", JsonSerializer.Serialize(new { Backend.IdentityPoolId }));
        string identityId = id.Json.GetProperty("IdentityId").GetString()!;
        return (identityId, await CredentialsAsync(identityId));
    }

    public async Task<AwsCredentials> CredentialsAsync(string identityId) => CredentialsOf(
        await CognitoAsync("GetCredentialsForIdentity", JsonSerializer.Serialize(new { IdentityId = identityId })));

    public static AwsCredentials CredentialsOf(Reply reply)
    {
        JsonElement credentials = reply.Json.GetProperty("Credentials");
        return new AwsCredentials(
            credentials.GetProperty("AccessKeyId").GetString()!,
            credentials.GetProperty("SecretKey").GetString()!,
            credentials.GetProperty("SessionToken").GetString(),
            DateTimeOffset.FromUnixTimeSeconds((long)credentials.GetProperty("Expiration").GetDouble()));
    }

    public async Task<Reply> InvokeAsync(string function, string body, AwsCredentials? credentials = null, Action<HttpRequestMessage>? change = null)
    {
        HttpRequestMessage request = Request("POST", $"/2015-03-31/functions/{function}/invocations", body);
        change?.Invoke(request);
        return await SendAsync(await SignAsync(request, credentials, "lambda"));
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await Backend.DisposeAsync();
    }
}
