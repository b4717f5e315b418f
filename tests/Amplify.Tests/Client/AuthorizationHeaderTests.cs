using System.Net;
using Amplify.Local;

namespace Amplify.Tests.Client;

/// <summary>
/// The guide's ways of sending <c>Authorization</c> (a function of the API, a header of the call) and the token modes, against API Gateway's
/// authorizers in the local backend.
/// </summary>
public sealed class AuthorizationHeaderTests : IAsyncLifetime
{
    private LocalBackend _backend = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _backend = await LocalBackend.StartAsync(
        new LocalBackendOptions().AddApi("MyCloudApi", api =>
        {
            var judge = new RestTokenAuthorizer((call, _) => call.AuthorizationToken switch
            {
                "token" => new(RestAuthorizerResult.Allow("ann", call.MethodArn)),
                "other" => new(RestAuthorizerResult.Deny("bob", call.MethodArn)),
                _ => throw new InvalidOperationException("Unauthorized"),
            });
            api.Map("GET", "/items", Who, RestAuthorization.UserPool)
                .Map("POST", "/items", Who, RestAuthorization.UserPool)
                .Map("GET", "/scoped", Who, new RestUserPoolAuthorizer { Scopes = ["aws.cognito.signin.user.admin"] })
                .Map("GET", "/judged", Who, judge);
        }),
        Cancellation);

    public ValueTask DisposeAsync() => _backend.DisposeAsync();

    [Theory]
    [InlineData("")]
    [InlineData("Bearer ")]
    public async Task CustomHeader_WithTheSessionsIdToken_IsAskedForEveryRequestAndServed(string scheme)
    {
        int asked = 0;
        await using AmplifyClient amplify = Create(endpoint => endpoint.CustomHeader = cancellationToken =>
        {
            asked++;
            return new(new Dictionary<string, string?> { ["Authorization"] = scheme + IdToken("ann") });
        });

        Assert.Equal("ann", (await GetAsync(amplify, "/items")).Name);
        await amplify.Rest.PostAsync("MyCloudApi", "/items", new { name = "x" }, cancellationToken: Cancellation);
        Assert.Equal(2, asked);
    }

    [Fact]
    public async Task CustomHeader_WithTheIdTokenOfTheCurrentSession_IsServedAsTheUser()
    {
        _backend.UserPool.AddUser("ann", "P@ssw0rd!");
        AmplifyConfiguration configuration = AmplifyConfiguration.Parse(_backend.AmplifyOutputs());
        AmplifyClient? amplify = null;
        configuration.Api.Endpoints.Single().CustomHeader = async cancellationToken => new Dictionary<string, string?>
        {
            ["Authorization"] = (await amplify!.Auth.GetSessionAsync(cancellationToken: cancellationToken)).Tokens?.IdToken?.Value,
        };
        await using (amplify = AmplifyClient.Create(configuration))
        {
            ApiException signedOut = await Assert.ThrowsAsync<ApiException>(() => GetAsync(amplify, "/items"));
            await amplify.Auth.SignInAsync("ann", "P@ssw0rd!", cancellationToken: Cancellation);

            Assert.Equal(HttpStatusCode.Unauthorized, signedOut.StatusCode);
            Assert.Equal("ann", (await GetAsync(amplify, "/items")).Name);
        }
    }

    [Fact]
    public async Task HeaderOfTheCall_WinsOverTheApisFunction()
    {
        await using AmplifyClient amplify = Create(endpoint => endpoint.CustomHeader =
            cancellationToken => new(new Dictionary<string, string?> { ["Authorization"] = IdToken("ann") }));

        Caller caller = await GetAsync(amplify, "/items", new() { Headers = { ["Authorization"] = $"Bearer {IdToken("bob")}" } });

        Assert.Equal("bob", caller.Name);
    }

    [Fact]
    public async Task CustomHeader_WithATokenOfOnesOwn_ReachesTheLambdaAuthorizer()
    {
        string token = "token";
        await using AmplifyClient amplify = Create(endpoint => endpoint.CustomHeader =
            cancellationToken => new(new Dictionary<string, string?> { ["Authorization"] = token }));

        Assert.Equal("ann", (await GetAsync(amplify, "/judged")).Name);
        token = "other";
        ApiException denied = await Assert.ThrowsAsync<ApiException>(() => GetAsync(amplify, "/judged"));
        token = "unknown";
        ApiException unknown = await Assert.ThrowsAsync<ApiException>(() => GetAsync(amplify, "/judged"));

        Assert.Equal((HttpStatusCode.Forbidden, "AccessDeniedException"), (denied.StatusCode, denied.ErrorType));
        Assert.Contains("is not authorized to access this resource with an explicit deny", denied.Message, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.Unauthorized, "UnauthorizedException"), (unknown.StatusCode, unknown.ErrorType));
    }

    [Fact]
    public async Task CustomHeader_WithAnExpiredToken_IsRefusedInTheGatewaysWords()
    {
        await using AmplifyClient amplify = Create(endpoint => endpoint.CustomHeader = cancellationToken => new(new Dictionary<string, string?>
        {
            ["Authorization"] = _backend.UserPoolTokens.IssueIdToken("ann", new() { Lifetime = TimeSpan.FromSeconds(-1) }),
        }));

        ApiException error = await Assert.ThrowsAsync<ApiException>(() => GetAsync(amplify, "/items"));

        Assert.Equal(HttpStatusCode.Unauthorized, error.StatusCode);
        Assert.Contains("The incoming token has expired", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoHeader_SignedInstead_IsUnauthorized()
    {
        await using AmplifyClient amplify = Create(_ => { }, new() { CredentialsProvider = new Signing.StaticCredentialsProvider(_backend.Credentials) });

        ApiException error = await Assert.ThrowsAsync<ApiException>(() => GetAsync(amplify, "/items"));

        Assert.Equal((HttpStatusCode.Unauthorized, "UnauthorizedException"), (error.StatusCode, error.ErrorType));
    }

    [Theory]
    [InlineData(TokenKind.Id, "/items", true)]
    [InlineData(TokenKind.Access, "/items", false)]
    [InlineData(TokenKind.Access, "/scoped", true)]
    [InlineData(TokenKind.Id, "/scoped", false)]
    public async Task UserPoolMode_TokenKind_IsWhatTheMethodTakes(TokenKind kind, string path, bool isServed)
    {
        await using AmplifyClient amplify = Create(
            endpoint => (endpoint.AuthMode, endpoint.TokenKind) = (AuthMode.UserPool, kind), new() { UserPoolTokenProvider = new User(_backend) });

        if (isServed)
        {
            Assert.Equal("ann", (await GetAsync(amplify, path)).Name);
        }
        else
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await Assert.ThrowsAsync<ApiException>(() => GetAsync(amplify, path))).StatusCode);
        }
    }

    [Fact]
    public async Task UserPoolMode_TokenHasExpired_IsRenewedAndSentAgain()
    {
        var user = new User(_backend) { FirstLifetime = TimeSpan.FromSeconds(-1) };
        await using AmplifyClient amplify = Create(
            endpoint => (endpoint.AuthMode, endpoint.TokenKind) = (AuthMode.UserPool, TokenKind.Id), new() { UserPoolTokenProvider = user });

        await amplify.Rest.PostAsync("MyCloudApi", "/items", new { name = "x" }, cancellationToken: Cancellation);

        Assert.Equal([401, 200], _backend.Requests.Snapshot().Select(request => request.StatusCode!.Value));
    }

    private static ProxyResponse Who(ProxyRequest request)
    {
        ProxyAuthorizer authorizer = request.RequestContext.Authorizer!;
        string? name = authorizer.PrincipalId ?? authorizer.Claims.GetValueOrDefault("cognito:username") ?? authorizer.Claims.GetValueOrDefault("username");
        return ProxyResponse.Json(new { name });
    }

    private string IdToken(string user) => _backend.UserPoolTokens.IssueIdToken(user);

    private static Task<Caller> GetAsync(AmplifyClient amplify, string path, RestOptions? options = null) =>
        amplify.Rest.GetAsync<Caller>("MyCloudApi", path, options, Cancellation);

    private AmplifyClient Create(Action<RestEndpoint> configure, AmplifyOptions? options = null)
    {
        var endpoint = new RestEndpoint { Name = "MyCloudApi", Endpoint = _backend.RestEndpoints["MyCloudApi"].AbsoluteUri };
        configure(endpoint);
        return AmplifyClient.Create(new() { Region = _backend.Region, Api = { Endpoints = { endpoint } } }, options ?? new());
    }

    private sealed record Caller(string Name);

    /// <summary>A user who is signed in.</summary>
    private sealed class User(LocalBackend backend) : ITokenProvider
    {
        private string? _rejected;

        public TimeSpan FirstLifetime { get; init; } = TimeSpan.FromHours(1);

        public ValueTask<string> GetTokenAsync(TokenKind kind = TokenKind.Access, CancellationToken cancellationToken = default)
        {
            LocalTokenOptions options = new() { Lifetime = _rejected is null ? FirstLifetime : TimeSpan.FromHours(1) };
            return new(kind == TokenKind.Id ? backend.UserPoolTokens.IssueIdToken("ann", options) : backend.UserPoolTokens.IssueAccessToken("ann", options));
        }

        public void Invalidate(string rejected) => _rejected = rejected;
    }
}
