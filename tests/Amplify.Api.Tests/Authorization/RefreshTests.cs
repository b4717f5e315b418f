using System.Net;
using Amplify.Api.Tests.Rest;
using Amplify.Signing;
using Amplify.Testing;

namespace Amplify.Api.Tests.Authorization;

/// <summary>A request that was refused is sent once more with fresh credentials, whatever its method.</summary>
public sealed class RefreshTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Methods => ["GET", "POST", "PATCH", "DELETE"];

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Unauthorized_ThenOk_IsRefreshedOnceAndIsNoRetry(string method)
    {
        var provider = new NumberedProvider();
        var fixture = new RestFixture(Refusing(1, HttpStatusCode.Unauthorized)) { Credentials = provider };
        byte[]? body = method is "POST" or "PATCH" ? [1, 2, 3] : null;

        using RestResponse response = await fixture.Create().SendAsync(new HttpMethod(method), "MyApi", "/items", body, cancellationToken: Token);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(["AKID1", "AKID2"], Keys(fixture));
        Assert.All(fixture.Stub.Requests, request => Assert.Equal(body, request.Body));
        Assert.Equal(["AKID1"], provider.Invalidated);
        Assert.Contains(7, fixture.Loggers.Events.Select(e => e.Id));
        Assert.Empty(((SkippingTime)fixture.Time).Waits);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    public async Task Unauthorized_ForEver_IsTwoTriesAndNoLoop(string method)
    {
        var fixture = new RestFixture(Refusing(int.MaxValue, HttpStatusCode.Unauthorized)) { Credentials = new NumberedProvider(), Retry = new() };
        RestApi api = fixture.Create();

        var error = await Assert.ThrowsAsync<ApiException>(async () =>
            (await api.SendAsync(new HttpMethod(method), "MyApi", "/items", cancellationToken: Token)).EnsureSuccess());

        Assert.Equal((HttpStatusCode.Unauthorized, 1), (error.StatusCode, error.Attempts));
        Assert.Equal(["AKID1", "AKID2"], Keys(fixture));
    }

    [Fact]
    public async Task Unauthorized_KeysThatNeverChange_AreSignedAfreshOnce()
    {
        var fixture = new RestFixture(Refusing(1, HttpStatusCode.Unauthorized)).Signing();

        Assert.NotNull(await fixture.SentAsync());

        Assert.Equal(2, fixture.Stub.Requests.Count);
    }

    [Theory]
    [InlineData("ExpiredTokenException")]
    [InlineData("UnrecognizedClientException")]
    public async Task Forbidden_BecauseOfTheCredentials_IsRefreshed(string type)
    {
        var fixture = new RestFixture(Refusing(1, HttpStatusCode.Forbidden, type)) { Credentials = new NumberedProvider() };

        await fixture.SentAsync(HttpMethod.Post);

        Assert.Equal(["AKID1", "AKID2"], Keys(fixture));
    }

    [Fact]
    public async Task Forbidden_KeysThatNeverChange_AreNotTriedAgain()
    {
        var fixture = new RestFixture(Refusing(1, HttpStatusCode.Forbidden, "ExpiredTokenException")).Signing();

        await fixture.SentAsync();

        Assert.Single(fixture.Stub.Requests);
    }

    [Theory]
    [InlineData("AccessDeniedException")]
    [InlineData("InvalidSignatureException")]
    [InlineData(null)]
    public async Task Forbidden_ForOtherReasons_IsFinalAndStaysReadable(string? type)
    {
        var provider = new NumberedProvider();
        var fixture = new RestFixture(Refusing(1, HttpStatusCode.Forbidden, type)) { Credentials = provider };

        using RestResponse response = await fixture.Create().SendAsync(HttpMethod.Get, "MyApi", "/items", cancellationToken: Token);

        Assert.Equal("""{"message":"no"}""", response.Text);
        Assert.Empty(provider.Invalidated);
        Assert.Single(fixture.Stub.Requests);
    }

    [Fact]
    public async Task RefreshFails_ItsTypedErrorComes()
    {
        var fixture = new RestFixture(Refusing(1, HttpStatusCode.Unauthorized)) { Credentials = new NumberedProvider { FailsAfter = 1 } };

        Assert.Equal(AmplifyAuthReason.ProviderFailed, (await Assert.ThrowsAsync<AmplifyAuthException>(() => fixture.SentAsync())).Reason);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    public async Task CustomHeader_IsAskedAgainForTheReplay(string method)
    {
        int asked = 0;
        var fixture = new RestFixture(Refusing(1, HttpStatusCode.Unauthorized))
        {
            Api =
            {
                CustomHeader = _ =>
                {
                    string number = FormattableString.Invariant($"{++asked}");
                    return new(new Dictionary<string, string?> { ["authorization"] = "Bearer " + number, ["x-nonce"] = number, ["x-kept"] = number });
                },
            },
        };

        await fixture.SentAsync(new HttpMethod(method), options: new() { Headers = { ["x-kept"] = "call" } });

        Assert.Equal(["Bearer 1", "Bearer 2"], fixture.Stub.Requests.Select(request => request["Authorization"]));
        Assert.Equal(["1", "2"], fixture.Stub.Requests.Select(request => request["x-nonce"]));
        Assert.Equal(["call", "call"], fixture.Stub.Requests.Select(request => request["x-kept"]));
    }

    [Fact]
    public async Task CustomHeader_RefusedForEver_IsTwoTries()
    {
        int asked = 0;
        var fixture = new RestFixture(Refusing(int.MaxValue, HttpStatusCode.Unauthorized))
        {
            Retry = new(),
            Api = { CustomHeader = _ => new(new Dictionary<string, string?> { ["Authorization"] = FormattableString.Invariant($"Bearer {++asked}") }) },
        };

        await fixture.SentAsync();

        Assert.Equal((2, 2), (asked, fixture.Stub.Requests.Count));
    }

    [Fact]
    public async Task CustomHeader_ThatFailsForTheReplay_IsATypedError()
    {
        int asked = 0;
        var fixture = new RestFixture(Refusing(1, HttpStatusCode.Unauthorized))
        {
            Retry = new(),
            Api =
            {
                CustomHeader = _ => ++asked == 1
                    ? new(new Dictionary<string, string?> { ["Authorization"] = "Bearer 1" })
                    : throw new HttpRequestException("token server"),
            },
        };

        var error = await Assert.ThrowsAsync<AmplifyAuthException>(() => fixture.SentAsync());

        Assert.Equal(AmplifyAuthReason.ProviderFailed, error.Reason);
        Assert.IsType<HttpRequestException>(error.InnerException);
    }

    [Fact]
    public async Task Authorization_OfTheCallOrTheApi_IsNotReplayed()
    {
        var call = new RestFixture(Refusing(1, HttpStatusCode.Unauthorized))
        {
            Api = { CustomHeader = _ => new(new Dictionary<string, string?> { ["Authorization"] = "function" }) },
        };
        var api = new RestFixture(Refusing(1, HttpStatusCode.Unauthorized)) { Api = { Headers = { ["Authorization"] = "api" } } };

        await call.SentAsync(options: new() { Headers = { ["Authorization"] = "call" } });
        await api.SentAsync();

        Assert.Single(call.Stub.Requests);
        Assert.Single(api.Stub.Requests);
    }

    [Fact]
    public async Task Body_ForwardOnly_IsReplayedWhenTheSignatureHadItBuffered()
    {
        var fixture = new RestFixture(Refusing(1, HttpStatusCode.Unauthorized)) { Credentials = new NumberedProvider() };

        await fixture.SentAsync(HttpMethod.Post, body: new ForwardOnlyStream([1, 2, 3]));

        Assert.Equal(2, fixture.Stub.Requests.Count);
        Assert.All(fixture.Stub.Requests, request => Assert.Equal([1, 2, 3], request.Body!));
    }

    [Fact]
    public async Task Body_ThatIsGone_IsNotReplayed()
    {
        int requests = 0;
        var transport = new WritingHandler(() => requests++);
        var fixture = new RestFixture(transport)
        {
            Api = { CustomHeader = _ => new(new Dictionary<string, string?> { ["Authorization"] = "Bearer" }) },
        };

        using RestResponse response = await fixture.Create().SendAsync(HttpMethod.Put, "MyApi", "/items", new ForwardOnlyStream([1, 2, 3]), cancellationToken: Token);

        Assert.Equal((HttpStatusCode.Unauthorized, 1), (response.StatusCode, requests));
    }

    [Fact]
    public async Task Storm_500RefusedAtOnce_RefreshOnce()
    {
        var provider = new NumberedProvider();
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        int old = 0;
        var stub = new StubHandler(async (request, _) =>
        {
            if (!request.Headers.GetValues("Authorization").Single().Contains("AKID1/", StringComparison.Ordinal))
            {
                return new HttpResponseMessage(HttpStatusCode.OK);
            }

            if (Interlocked.Increment(ref old) == 500)
            {
                all.SetResult();
            }

            await all.Task;
            return new HttpResponseMessage(HttpStatusCode.Unauthorized);
        });
        RestApi api = new RestFixture(stub) { Credentials = provider }.Create();

        RestResponse[] responses = await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => api.SendAsync(HttpMethod.Post, "MyApi", "/items", cancellationToken: Token)));

        Assert.All(responses, response => Assert.True(response.IsSuccess));
        Assert.Equal(2, provider.Made);
    }

    private static IEnumerable<string> Keys(RestFixture fixture) =>
        fixture.Stub.Requests.Select(request => request["Authorization"]!.Split("Credential=")[1].Split('/')[0]);

    private static StubHandler Refusing(int times, HttpStatusCode status, string? type = null)
    {
        int requests = 0;
        return new StubHandler((_, _) =>
        {
            if (Interlocked.Increment(ref requests) > times)
            {
                return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("{}") });
            }

            var response = new HttpResponseMessage(status) { Content = new StringContent("""{"message":"no"}""") };
            if (type is not null)
            {
                response.Headers.Add("x-amzn-ErrorType", type);
            }

            return Task.FromResult(response);
        });
    }

    /// <summary>Gives AKID1 until it is refused, then AKID2, and so on.</summary>
    private sealed class NumberedProvider : IAwsCredentialsProvider
    {
        private readonly Lock _lock = new();
        private AwsCredentials? _current;

        public int Made { get; private set; }

        public int FailsAfter { get; init; } = int.MaxValue;

        public List<string> Invalidated { get; } = [];

        public ValueTask<AwsCredentials> GetCredentialsAsync(CancellationToken cancellationToken = default)
        {
            lock (_lock)
            {
                if (_current is null && Made >= FailsAfter)
                {
                    throw new InvalidOperationException("none left");
                }

                return new(_current ??= new AwsCredentials(FormattableString.Invariant($"AKID{++Made}"), "secret"));
            }
        }

        public void Invalidate(AwsCredentials rejected)
        {
            lock (_lock)
            {
                Invalidated.Add(rejected.AccessKeyId);
                _current = ReferenceEquals(_current, rejected) ? null : _current;
            }
        }
    }

    private sealed class WritingHandler(Action sent) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            sent();
            await request.Content!.CopyToAsync(Stream.Null, cancellationToken);
            return new HttpResponseMessage(HttpStatusCode.Unauthorized);
        }
    }

    private sealed class ForwardOnlyStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
