using Amplify.Local.Tests.Support;

namespace Amplify.Local.Tests.ApiGateway;

public sealed class GatewayResponseTests
{
    private static Task<Harness> StartAsync(Action<IDictionary<GatewayResponseType, GatewayResponse>> change) => Harness.StartAsync(api =>
    {
        change(api.GatewayResponses);
        api.Map("GET", "/signed", _ => ProxyResponse.Empty(200))
            .Map("GET", "/keyed", _ => ProxyResponse.Empty(200), RestAuthorization.ApiKey)
            .Map("GET", "/ok", _ => ProxyResponse.Empty(200), RestAuthorization.None)
            .Map("GET", "/not-found", _ => ProxyResponse.Text("{}", 404), RestAuthorization.None)
            .Map("GET", "/throws", _ => throw new InvalidOperationException(), RestAuthorization.None);
    });

    [Fact]
    public async Task Default4xx_Headers_AreOnEveryRefusalAndNothingElse()
    {
        await using Harness harness = await StartAsync(responses => responses[GatewayResponseType.Default4xx] =
            new() { Headers = { ["X-Help"] = "yes", ["access-control-allow-origin"] = "https://example.com" } });

        foreach (string path in (string[])["signed", "keyed", "nowhere"])
        {
            Reply refused = await harness.GetAsync("/Api/prod/" + path);
            Assert.Equal((403, "yes", "https://example.com"), (refused.Code, refused.Header("X-Help"), refused.Header("Access-Control-Allow-Origin")));
            Assert.Equal("Date,X-Amzn-ErrorType", refused.Header("Access-Control-Expose-Headers"));
        }

        Assert.Null((await harness.GetAsync("/Api/prod/throws")).Header("X-Help"));
        Assert.Null((await harness.GetAsync("/Api/prod/ok")).Header("X-Help"));
        Assert.Null((await harness.GetAsync("/Api/prod/not-found")).Header("X-Help"));
        Assert.Null((await harness.GetAsync("/Nowhere/prod/ok")).Header("X-Help"));
    }

    [Fact]
    public async Task Default5xx_Template_ReplacesTheBodyOfFailures()
    {
        await using Harness harness = await StartAsync(responses => responses[GatewayResponseType.Default5xx] = new()
        {
            StatusCode = 500,
            Headers = { ["Content-Type"] = "text/plain" },
            Template = "$context.error.responseType: $context.error.message, $context.error.messageString ($context.requestId)",
        });

        Reply reply = await harness.GetAsync("/Api/prod/throws");

        Assert.Equal((500, "text/plain", "InternalServerErrorException"), (reply.Code, reply.Header("Content-Type"), reply.ErrorType));
        Assert.Equal($"INTEGRATION_FAILURE: Internal server error, \"Internal server error\" ({reply.Header("x-amzn-RequestId")})", reply.Text);
    }

    [Fact]
    public async Task Type_OfItsOwn_BeatsTheDefault()
    {
        await using Harness harness = await StartAsync(responses =>
        {
            responses[GatewayResponseType.Default4xx] = new() { StatusCode = 418 };
            responses[GatewayResponseType.InvalidApiKey] = new() { StatusCode = 401, Template = """{"error":"$context.error.responseType"}""" };
        });

        Reply keyed = await harness.GetAsync("/Api/prod/keyed");
        Reply signed = await harness.GetAsync("/Api/prod/signed");

        Assert.Equal((401, """{"error":"INVALID_API_KEY"}"""), (keyed.Code, keyed.Text));
        signed.ShouldBe(418, "MissingAuthenticationTokenException", """{"message":"Missing Authentication Token"}""");
    }

    [Fact]
    public async Task Template_MessageWithQuotesAndLines_IsAJsonString()
    {
        await using Harness harness = await StartAsync(responses => responses[GatewayResponseType.InvalidSignature] =
            new() { Template = """{"why":$context.error.messageString}""" });
        HttpRequestMessage request = await harness.SignAsync(
            harness.Request("GET", "/Api/prod/signed"), new Signing.AwsCredentials(harness.Backend.Credentials.AccessKeyId, "wrong"));

        Reply reply = await harness.SendAsync(request);

        Assert.Contains("\n\nThe Canonical String", reply.Json.GetProperty("why").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fault_Status_IsAGatewayResponseToo()
    {
        await using Harness harness = await StartAsync(responses => responses[GatewayResponseType.Throttled] = new() { Headers = { ["Retry-After"] = "7" } });
        harness.Backend.Faults.Sequence(Fault.Status(429));

        Reply reply = await harness.GetAsync("/Api/prod/ok");

        Assert.Equal((429, "7"), (reply.Code, reply.Header("Retry-After")));
    }
}
