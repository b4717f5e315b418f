using Amplify.Local.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Amplify.Local.Tests.ApiGateway;

public sealed class ProxyResponseTests
{
    private const string BadGateway = """{"message": "Internal server error"}""";

    private static Task<Harness> StartAsync(string result, Action<LocalRestApi>? configure = null) => Harness.StartAsync(api =>
    {
        configure?.Invoke(api);
        api.Map("ANY", "/x", new FunctionStub(result), RestAuthorization.None);
    });

    [Theory]
    [InlineData("""{"statusCode":201,"body":"b"}""", 201, "b")]
    [InlineData("""{"statusCode":"202"}""", 202, "")]
    [InlineData("""{"body":null,"headers":null,"multiValueHeaders":null,"isBase64Encoded":null}""", 200, "")]
    [InlineData("""{"headers":{"X-A":"1"}}""", 200, "")]
    [InlineData("{}", 200, "")]
    [InlineData("""{"statusCode":204,"body":"dropped"}""", 204, "")]
    [InlineData("""{"body":"YWI=","isBase64Encoded":true}""", 200, "YWI=")]
    public async Task Get_WellFormedResponse_IsSent(string result, int status, string body)
    {
        await using Harness harness = await StartAsync(result);

        Reply reply = await harness.GetAsync("/Api/prod/x");

        Assert.Equal((status, body), (reply.Code, reply.Text));
        Assert.Null(reply.ErrorType);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"\"")]
    [InlineData("\"text\"")]
    [InlineData("[]")]
    [InlineData("not json")]
    [InlineData("")]
    [InlineData("""{"statusCode":200,"cookies":[]}""")]
    [InlineData("""{"message":"hello"}""")]
    [InlineData("""{"errorMessage":"failed"}""")]
    [InlineData("""{"statusCode":"abc"}""")]
    [InlineData("""{"statusCode":200.5}""")]
    [InlineData("""{"statusCode":null}""")]
    [InlineData("""{"statusCode":99}""")]
    [InlineData("""{"statusCode":600}""")]
    [InlineData("""{"body":{"a":1}}""")]
    [InlineData("""{"headers":[]}""")]
    [InlineData("""{"headers":{"X-A":1}}""")]
    [InlineData("""{"headers":{"X-A":{}}}""")]
    [InlineData("""{"headers":{"X-A":"line\r\nbreak"}}""")]
    [InlineData("""{"headers":{"X A":"1"}}""")]
    [InlineData("""{"multiValueHeaders":{"X-A":"1"}}""")]
    [InlineData("""{"multiValueHeaders":[]}""")]
    [InlineData("""{"multiValueHeaders":{"X-A":[1]}}""")]
    [InlineData("""{"multiValueHeaders":{"X-A":[null]}}""")]
    [InlineData("""{"isBase64Encoded":"true"}""")]
    public async Task Get_MalformedResponse_Is502(string result)
    {
        await using Harness harness = await StartAsync(result);

        Reply reply = await harness.GetAsync("/Api/prod/x");

        reply.ShouldBe(502, "InternalServerErrorException", BadGateway);
    }

    [Fact]
    public async Task Get_HeadersBothWays_AreBothSentMultiFirst()
    {
        await using Harness harness = await StartAsync("""{"headers":{"X-A":"solo","X-B":true},"multiValueHeaders":{"x-a":["m1","m2"],"Set-Cookie":["a=1","b=2"]}}""");

        Reply reply = await harness.GetAsync("/Api/prod/x");

        Assert.Equal(["m1", "m2", "solo"], reply.Values("X-A"));
        Assert.Equal(["true"], reply.Values("X-B"));
        Assert.Equal(["a=1", "b=2"], reply.Values("Set-Cookie"));
    }

    [Fact]
    public async Task Get_MultiValueHeaders_GoOutAsLinesInTheCasingOfTheMulti()
    {
        await using Harness harness = await StartAsync("""{"headers":{"X-A":"solo"},"multiValueHeaders":{"x-a":["m1",true],"Set-Cookie":["a=1","b=2"],"X-None":[]}}""");

        string answer = await RawConnection.GetAsync(harness.Backend.Endpoint, "/Api/prod/x");

        Assert.Contains("\r\nx-a: m1\r\nx-a: true\r\nx-a: solo\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\n", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("X-None", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_ContentType_IsJsonUnlessTheHandlerSetsOne()
    {
        await using Harness plain = await StartAsync("""{"body":"x"}""");
        await using Harness text = await StartAsync("""{"body":"x","headers":{"content-type":"text/csv"}}""");

        Assert.Equal("application/json", (await plain.GetAsync("/Api/prod/x")).Header("Content-Type"));
        Assert.Equal("text/csv", (await text.GetAsync("/Api/prod/x")).Header("Content-Type"));
    }

    [Fact]
    public async Task Get_ReservedHeaders_AreRenamedOrDropped()
    {
        await using Harness harness = await StartAsync(
            """{"body":"12","headers":{"WWW-Authenticate":"Basic","Content-Length":"99","Transfer-Encoding":"chunked","Date":"never","Server":"s"}}""");

        Reply reply = await harness.GetAsync("/Api/prod/x");

        Assert.Equal("12", reply.Text);
        Assert.Equal("Basic", reply.Header("x-amzn-Remapped-WWW-Authenticate"));
        Assert.Equal("99", reply.Header("x-amzn-Remapped-Content-Length"));
        Assert.Equal("never", reply.Header("x-amzn-Remapped-Date"));
        Assert.Equal("2", reply.Header("Content-Length"));
        Assert.Null(reply.Header("Server"));
    }

    [Theory]
    [InlineData("image/png", "ab")]
    [InlineData("image/png, */*", "ab")]
    [InlineData("text/plain, image/png", "YWI=")]
    [InlineData(null, "YWI=")]
    public async Task Get_Base64Body_IsDecodedWhereTheFirstAcceptedTypeIsBinary(string? accept, string body)
    {
        await using Harness harness = await StartAsync("""{"body":"YWI=","isBase64Encoded":true}""", api => api.BinaryMediaTypes.Add("image/*"));
        HttpRequestMessage request = harness.Request("GET", "/Api/prod/x");
        if (accept is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept", accept);
        }

        Assert.Equal(body, (await harness.SendAsync(request)).Text);
    }

    [Fact]
    public async Task Get_BodyThatClaimsToBeBase64_Is502()
    {
        await using Harness harness = await StartAsync("""{"body":"%%%","isBase64Encoded":true}""", api => api.BinaryMediaTypes.Add("*/*"));

        (await harness.GetAsync("/Api/prod/x")).ShouldBe(502, "InternalServerErrorException", BadGateway);
    }

    [Fact]
    public async Task Get_HandlerThrowsOrReturnsNull_Is502()
    {
        await using Harness harness = await Harness.StartAsync(api =>
        {
            api.Authorization = RestAuthorization.None;
            api.Map("GET", "/now", _ => throw new InvalidOperationException("secret detail"))
                .Map("GET", "/later", async (_, _) =>
                {
                    await Task.Yield();
                    throw new InvalidOperationException("secret detail");
                })
                .Map("GET", "/null", _ => null!);
        });

        foreach (string path in (string[])["now", "later", "null"])
        {
            (await harness.GetAsync("/Api/prod/" + path)).ShouldBe(502, "InternalServerErrorException", BadGateway);
        }
    }

    [Fact]
    public async Task Get_HandlerTakesLongerThanTheIntegrationTimeout_Is504()
    {
        var time = new FakeTimeProvider();
        var called = new TaskCompletionSource<CancellationToken>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using Harness harness = await Harness.StartAsync(
            api => api.Map("GET", "/x", async (_, cancellationToken) =>
            {
                called.SetResult(cancellationToken);
                await new TaskCompletionSource().Task;
                return ProxyResponse.Empty(200);
            }, RestAuthorization.None),
            new LocalBackendOptions { TimeProvider = time });

        Task<Reply> pending = harness.GetAsync("/Api/prod/x");
        CancellationToken cancellation = await called.Task.WaitAsync(Harness.Cancellation);
        time.Advance(TimeSpan.FromSeconds(28.9));
        Assert.False(cancellation.IsCancellationRequested);
        time.Advance(TimeSpan.FromSeconds(0.1));

        (await pending).ShouldBe(504, "InternalServerErrorException", """{"message": "Endpoint request timed out"}""");
        Assert.True(cancellation.IsCancellationRequested);
    }

    [Fact]
    public async Task Head_HandlerWithABody_SendsItsLengthOnly()
    {
        await using Harness harness = await StartAsync("""{"body":"four"}""");

        Reply reply = await harness.SendAsync(harness.Request("HEAD", "/Api/prod/x"));

        Assert.Equal((200, "", "4"), (reply.Code, reply.Text, reply.Header("Content-Length")));
    }
}
