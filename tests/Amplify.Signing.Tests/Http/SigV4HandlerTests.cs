using System.Net;
using System.Net.Http.Json;
using System.Text;
using Amplify.Signing.Tests.Oracle;
using CsCheck;

namespace Amplify.Signing.Tests.Http;

public sealed class SigV4HandlerTests : IAsyncLifetime
{
    private VerifyingServer _server = null!;
    private HttpClient _client = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await VerifyingServer.StartAsync(Samples.Temporary, new SigV4VerifierOptions { AllowUnsignedPayload = true, NormalizePath = true });
        _client = new HttpClient(new SigV4Handler(Samples.Temporary, Samples.Scope.Region, Samples.Scope.Service));
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData("GET", null)]
    [InlineData("HEAD", null)]
    [InlineData("DELETE", null)]
    [InlineData("POST", "{\"name\":\"Übung 日\"}")]
    [InlineData("PUT", "")]
    [InlineData("PATCH", "x")]
    [InlineData("delete", null)]
    [InlineData("Post", "x")]
    [InlineData("patch", "x")]
    [InlineData("lock", "x")]
    public async Task Send_EachVerb_ServerVerifies(string method, string? body)
    {
        using HttpRequestMessage request = new(new HttpMethod(method), _server.Uri("/prod/items?order=byPrice"));
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        request.Headers.Add("X-Many", ["a", " b  c"]);
        request.Headers.UserAgent.ParseAdd("tests/1.0 (some; comment)");

        using HttpResponseMessage response = await _client.SendAsync(request, Cancellation);

        Assert.Equal(SigV4Refusal.None, _server.Latest!.Refusal);
        Assert.Equal(SigV4PayloadHash.Of(Encoding.UTF8.GetBytes(body ?? "")), _server.LatestBodyHash);
    }

    [Fact]
    public async Task Send_HostileTargets_ArriveByteForByteAndVerify() =>
        await HostileRequest.Generator.SampleAsync(
            async hostile =>
            {
                // The one escape that Kestrel itself refuses.
                string target = hostile.Target.Replace("%00", "%01", StringComparison.Ordinal);
                using HttpRequestMessage request = new(new HttpMethod(hostile.Method), _server.Uri(target));
                request.Content = hostile.Method is "GET" or "HEAD" ? null : new ByteArrayContent(hostile.Body);
                foreach ((string name, string value) in hostile.Headers.Where(static h => h.Key.StartsWith('x') || h.Key.StartsWith('X')))
                {
                    request.Headers.TryAddWithoutValidation(name, value);
                }

                using HttpResponseMessage response = await _client.SendAsync(request, Cancellation);

                Assert.Equal(target, _server.LatestTarget);
                Assert.Equal(SigV4Refusal.None, _server.Latest!.Refusal);
            },
            iter: 1000,
            threads: 1);

    [Theory]
    [InlineData("/a\r\nX-Injected: 1")]
    [InlineData("/a\0b")]
    [InlineData("/a?b=ü")]
    [InlineData("/a b")]
    [InlineData("/a#b")]
    [InlineData("/a\u007f")]
    [InlineData("/日本")]
    public async Task Send_TargetThatCannotBeSent_NeverReachesTheWire(string target)
    {
        ArgumentException error = await Assert.ThrowsAsync<ArgumentException>(() => _client.GetAsync(_server.Uri(target), Cancellation));

        Assert.Contains("percent-encode", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, _server.Requests);
    }

    [Fact]
    public void Send_Synchronously_ServerVerifies()
    {
        using HttpRequestMessage request = new(HttpMethod.Post, _server.Uri("/items")) { Content = new StringContent("x") };

        using HttpResponseMessage response = _client.Send(request, Cancellation);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public void Send_SynchronouslyWithoutCredentialsAtHand_SaysUseAsync()
    {
        TaskCompletionSource<AwsCredentials> pending = new();
        using HttpClient client = new(new SigV4Handler(new DelegateProvider(() => new ValueTask<AwsCredentials>(pending.Task)), "us-east-1", "execute-api"));
        using HttpRequestMessage request = new(HttpMethod.Get, _server.Uri("/"));

        NotSupportedException error = Assert.Throws<NotSupportedException>(() => client.Send(request, Cancellation));

        Assert.Contains("SendAsync", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, _server.Requests);
    }

    [Fact]
    public async Task Send_CredentialsThatHaveToBeFetched_AwaitsThem()
    {
        TaskCompletionSource<AwsCredentials> pending = new();
        using HttpClient client = new(new SigV4Handler(new DelegateProvider(() => new ValueTask<AwsCredentials>(pending.Task)), "us-east-1", "execute-api"));

        Task<HttpResponseMessage> sending = client.GetAsync(_server.Uri("/"), Cancellation);
        Assert.False(sending.IsCompleted);
        pending.SetResult(Samples.Temporary);
        using HttpResponseMessage response = await sending;

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Send_ProviderFails_ItsErrorAndNothingSent()
    {
        using HttpClient client = new(new SigV4Handler(new DelegateProvider(() => throw new InvalidOperationException("no credentials")), "us-east-1", "execute-api"));

        InvalidOperationException error = await Assert.ThrowsAsync<InvalidOperationException>(() => client.GetAsync(_server.Uri("/"), Cancellation));

        Assert.Equal("no credentials", error.Message);
        Assert.Equal(0, _server.Requests);
    }

    [Fact]
    public async Task Send_SameRequestAgain_ReplacesItsSignature()
    {
        ResendingHandler resend = new(new SigV4Handler(Samples.Temporary, "us-east-1", "execute-api"));
        using HttpClient client = new(resend);
        using HttpRequestMessage request = new(HttpMethod.Put, _server.Uri("/")) { Content = new StreamContent(new MemoryStream([1, 2, 3])) };

        using HttpResponseMessage response = await client.SendAsync(request, Cancellation);

        Assert.Equal(2, _server.Requests);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(SigV4PayloadHash.Of([1, 2, 3]), _server.LatestBodyHash);
        Assert.Single(request.Headers.NonValidated["Authorization"]);
        Assert.Single(request.Headers.NonValidated["X-Amz-Date"]);
    }

    [Fact]
    public async Task Send_OwnOptions_WinOverTheHandlers()
    {
        using HttpClient client = new(new SigV4Handler(new AwsCredentials("AKIDOTHER", "other"), "eu-west-1", "lambda"));
        using HttpRequestMessage request = new(HttpMethod.Post, _server.Uri("/")) { Content = new StringContent("x") };
        request.Options.Set(SigV4Handler.RequestOptionsKey, new SigV4RequestOptions
        {
            Region = "us-east-1",
            Service = "execute-api",
            Credentials = new StaticCredentialsProvider(Samples.Temporary),
            Signing = new SigV4Options { UnsignedPayload = true },
        });

        using HttpResponseMessage response = await client.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(["UNSIGNED-PAYLOAD"], request.Headers.GetValues("x-amz-content-sha256"));
    }

    [Fact]
    public async Task Send_Redirect_IsNotFollowed()
    {
        using HttpResponseMessage response = await _client.GetAsync(_server.Uri("/redirect"), Cancellation);

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal(1, _server.Requests);
    }

    [Fact]
    public async Task Send_AfterTheServerHasSetACookie_SendsTheCookiesThatAreSignedOnly()
    {
        using HttpResponseMessage first = await _client.GetAsync(_server.Uri("/cookie"), Cancellation);
        using HttpRequestMessage request = new(HttpMethod.Get, _server.Uri("/")) { Headers = { { "Cookie", "own=1" } } };

        using HttpResponseMessage response = await _client.SendAsync(request, Cancellation);

        Assert.Equal(SigV4Refusal.None, _server.Latest!.Refusal);
    }

    [Fact]
    public async Task Send_OtherHostHeader_IsSignedAsSent()
    {
        using HttpRequestMessage request = new(HttpMethod.Get, _server.Uri("/"));
        request.Headers.Host = "api.example.com";

        using HttpResponseMessage response = await _client.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    public static TheoryData<string> Bodies() => ["seekable", "unseekable", "json", "form", "multipart", "multipart-unseekable", "memory"];

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Send_EachKindOfBody_IsSentAsItWasHashed(string kind)
    {
        byte[] bytes = Enumerable.Range(0, 200_000).Select(static i => (byte)i).ToArray();
        using HttpRequestMessage request = new(HttpMethod.Post, _server.Uri("/"));
        request.Content = kind switch
        {
            "seekable" => new StreamContent(new MemoryStream(bytes) { Position = 7 }),
            "unseekable" => new StreamContent(new UnseekableStream(bytes)),
            "json" => JsonContent.Create(new { a = 1, b = "ü" }),
            "form" => new FormUrlEncodedContent([new("a", "b c+d")]),
            "multipart" => new MultipartFormDataContent("frontier") { { new StreamContent(new MemoryStream(bytes)), "file", "a.bin" }, { new StringContent("x"), "text" } },
            "multipart-unseekable" => new MultipartFormDataContent("frontier") { { new StreamContent(new UnseekableStream(bytes)), "file" } },
            _ => new ReadOnlyMemoryContent(bytes),
        };

        using HttpResponseMessage response = await _client.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        if (kind is "seekable")
        {
            Assert.Equal(SigV4PayloadHash.Of(bytes.AsSpan(7)), _server.LatestBodyHash);
        }
        else if (kind is "unseekable" or "memory")
        {
            Assert.Equal(SigV4PayloadHash.Of(bytes), _server.LatestBodyHash);
        }
    }

    [Fact]
    public async Task Send_UnseekableBodyTooLargeToBuffer_RefusedBeforeAnythingIsSent()
    {
        using HttpRequestMessage request = new(HttpMethod.Post, _server.Uri("/"))
        {
            Content = new StreamContent(new UnseekableStream(new byte[SigV4Signer.LargestBufferedBody + 1])),
        };

        await Assert.ThrowsAsync<HttpRequestException>(() => _client.SendAsync(request, Cancellation));

        Assert.Equal(0, _server.Requests);
    }

    [Fact]
    public void Send_SynchronouslyWithUnseekableBody_SaysUseAsync()
    {
        using HttpRequestMessage request = new(HttpMethod.Post, _server.Uri("/")) { Content = new StreamContent(new UnseekableStream([1])) };

        Assert.Throws<NotSupportedException>(() => _client.Send(request, Cancellation));
    }

    [Fact]
    public async Task Send_BodyThatFails_DoesNotSpoilTheNextSignature()
    {
        using HttpRequestMessage failing = new(HttpMethod.Post, _server.Uri("/")) { Content = new StreamContent(new FailingStream()) };
        await Assert.ThrowsAnyAsync<Exception>(() => _client.SendAsync(failing, Cancellation));

        using HttpResponseMessage response = await _client.PostAsync(_server.Uri("/"), new StringContent("x"), Cancellation);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Sign_ContentLength_IsLeftToTheConnection()
    {
        using HttpRequestMessage request = new(HttpMethod.Post, "https://example.com/") { Content = new StringContent("x") };
        Assert.Equal(1, request.Content.Headers.ContentLength);

        await new SigV4Signer().SignAsync(request, Samples.LongLived, Samples.Scope, Samples.Time, cancellationToken: Cancellation);

        string authorization = request.Headers.NonValidated["Authorization"].ToString();
        Assert.Contains("SignedHeaders=content-type;host;x-amz-date,", authorization, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sign_AcceptEncoding_IsLeftToTheHandlerThatDecompresses()
    {
        using HttpRequestMessage request = new(HttpMethod.Get, "https://example.com/") { Headers = { { "accept-encoding", "identity" } } };

        await new SigV4Signer().SignAsync(request, Samples.LongLived, Samples.Scope, Samples.Time, cancellationToken: Cancellation);

        string authorization = request.Headers.NonValidated["Authorization"].ToString();
        Assert.Contains("SignedHeaders=host;x-amz-date,", authorization, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sign_RelativeUrl_Refused()
    {
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri("/items", UriKind.Relative));

        await Assert.ThrowsAsync<ArgumentException>(async () =>
            await new SigV4Signer().SignAsync(request, Samples.LongLived, Samples.Scope, Samples.Time, cancellationToken: Cancellation));
    }

    [Theory]
    [InlineData("https://bücher.example/", "xn--bcher-kva.example")]
    [InlineData("https://[::1]:8443/", "[::1]:8443")]
    [InlineData("http://EXAMPLE.com:80/", "example.com")]
    public async Task Sign_Host_IsTheOneThatIsSent(string url, string host)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, url);
        SigV4Signature expected = new SigV4Signer().Sign(new SigV4Request("GET", "/", [new("host", host)]), Samples.LongLived, Samples.Scope, Samples.Time);

        await new SigV4Signer().SignAsync(request, Samples.LongLived, Samples.Scope, Samples.Time, cancellationToken: Cancellation);

        Assert.EndsWith(expected.Signature, request.Headers.NonValidated["Authorization"].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_EmptyRegionOrService_Refused()
    {
        Assert.Throws<ArgumentException>(() => new SigV4Handler(Samples.LongLived, "", "execute-api"));
        Assert.Throws<ArgumentException>(() => new SigV4Handler(Samples.LongLived, "us-east-1", ""));
    }

    private sealed class DelegateProvider(Func<ValueTask<AwsCredentials>> get) : IAwsCredentialsProvider
    {
        public ValueTask<AwsCredentials> GetCredentialsAsync(CancellationToken cancellationToken = default) => get();
    }

    private sealed class ResendingHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            (await base.SendAsync(request, cancellationToken)).Dispose();
            return await base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class UnseekableStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }

    private sealed class FailingStream() : MemoryStream(new byte[100_000])
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Position > 0 ? throw new IOException("disk") : base.ReadAsync(buffer, cancellationToken);

        public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken) => Task.FromException(new IOException("disk"));
    }
}
