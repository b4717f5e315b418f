using System.Globalization;
using System.Text.Json;
using Amplify.Local.Tests.Support;
using Amplify.Signing;
using Microsoft.Extensions.Time.Testing;

namespace Amplify.Local.Tests.ApiGateway;

public sealed class ProxyEventTests
{
    private static readonly DateTimeOffset Now = new(2024, 8, 2, 23, 34, 43, 250, TimeSpan.Zero);

    private readonly FunctionStub _function = new();

    private Task<Harness> StartAsync(RestAuthorization? authorization = null, Action<LocalRestApi>? configure = null) => Harness.StartAsync(
        api =>
        {
            api.Authorization = authorization ?? RestAuthorization.None;
            configure?.Invoke(api);
            api.Map("ANY", "/", _function).Map("ANY", "/items/{id}", _function).Map("ANY", "/{proxy+}", _function);
        },
        new LocalBackendOptions { TimeProvider = new FakeTimeProvider(Now) });

    private JsonElement Event => JsonDocument.Parse(_function.LastEvent).RootElement;

    [Fact]
    public async Task Get_Nothing_GivesTheWholeEventByteForByte()
    {
        await using Harness harness = await StartAsync();

        Reply reply = await harness.GetAsync("/Api/prod");

        string id = reply.Header("x-amzn-RequestId")!;
        string extended = reply.Header("x-amz-apigw-id")!;
        string trace = reply.Header("X-Amzn-Trace-Id")!.Replace(";Sampled=0", "", StringComparison.Ordinal);
        string host = harness.Backend.Endpoint.Authority;
        JsonElement context = Event.GetProperty("requestContext");
        string headers = $$"""{"Host":"{{host}}","X-Amzn-Trace-Id":"{{trace}}","X-Forwarded-For":"127.0.0.1","X-Forwarded-Port":"443","X-Forwarded-Proto":"https"}""";
        string multi = $$"""{"Host":["{{host}}"],"X-Amzn-Trace-Id":["{{trace}}"],"X-Forwarded-For":["127.0.0.1"],"X-Forwarded-Port":["443"],"X-Forwarded-Proto":["https"]}""";
        string identity = """{"cognitoIdentityPoolId":null,"accountId":null,"cognitoIdentityId":null,"caller":null,"sourceIp":"127.0.0.1","principalOrgId":null,"accessKey":null,"cognitoAuthenticationType":null,"cognitoAuthenticationProvider":null,"userArn":null,"userAgent":null,"user":null}""";
        string expected =
            """{"resource":"/","path":"/","httpMethod":"GET","headers":""" + headers + ""","multiValueHeaders":""" + multi
            + ""","queryStringParameters":null,"multiValueQueryStringParameters":null,"pathParameters":null,"stageVariables":null,"requestContext":"""
            + $$"""{"resourceId":"{{context.GetProperty("resourceId")}}","resourcePath":"/","httpMethod":"GET","extendedRequestId":"{{extended}}","requestTime":"02/Aug/2024:23:34:43 +0000","path":"/prod","accountId":"123456789012","protocol":"HTTP/1.1","stage":"prod","domainPrefix":"{{context.GetProperty("apiId")}}","requestTimeEpoch":1722641683250,"requestId":"{{id}}","identity":{{identity}},"domainName":"127.0.0.1","deploymentId":"{{context.GetProperty("deploymentId")}}","apiId":"{{context.GetProperty("apiId")}}"}"""
            + ""","body":null,"isBase64Encoded":false}""";
        Assert.Equal(expected, _function.LastEvent);
        Assert.Matches("^[a-z0-9]{10}$", context.GetProperty("apiId").GetString());
    }

    [Theory]
    [InlineData("dateTimeOffset=2023-06-12T18:05:10.123456+00:00", "dateTimeOffset", "2023-06-12T18:05:10.123456 00:00")]
    [InlineData("plus=test+alias@gmail.com", "plus", "test alias@gmail.com")]
    [InlineData("email=test%2Balias@gmail.com", "email", "test+alias@gmail.com")]
    [InlineData("a%20b=%C3%BC", "a b", "ü")]
    [InlineData("once=%2541", "once", "%41")]
    [InlineData("flag", "flag", "")]
    [InlineData("a=b=c", "a", "b=c")]
    [InlineData("&&x=1&", "x", "1")]
    public async Task Get_Query_IsDecodedOnce(string query, string name, string value)
    {
        await using Harness harness = await StartAsync();

        await harness.GetAsync("/Api/prod/x?" + query);

        JsonProperty parameter = Assert.Single(Event.GetProperty("queryStringParameters").EnumerateObject());
        Assert.Equal((name, value), (parameter.Name, parameter.Value.GetString()));
    }

    [Fact]
    public async Task Get_RepeatedQueryAndHeader_LastWinsAndAllAreListed()
    {
        await using Harness harness = await StartAsync();
        HttpRequestMessage request = harness.Request("GET", "/Api/prod/x?price=10&price=20&price=30");

        string answer = await RawConnection.ExchangeAsync(
            harness.Backend.Endpoint,
            $"GET {request.RequestUri!.PathAndQuery} HTTP/1.1\r\nHost: localhost\r\nX-Tag: one\r\nx-tag: two\r\nConnection: close\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 200", answer, StringComparison.Ordinal);
        Assert.Equal("""{"price":"30"}""", Event.GetProperty("queryStringParameters").GetRawText());
        Assert.Equal("""{"price":["10","20","30"]}""", Event.GetProperty("multiValueQueryStringParameters").GetRawText());
        Assert.Equal("two", Event.GetProperty("headers").GetProperty("X-Tag").GetString());
        Assert.Equal("""["one","two"]""", Event.GetProperty("multiValueHeaders").GetProperty("X-Tag").GetRawText());
        Assert.False(Event.GetProperty("headers").TryGetProperty("Connection", out _));
    }

    [Fact]
    public async Task Get_PathParameters_StayEncoded()
    {
        await using Harness harness = await StartAsync();

        await harness.GetAsync("/Api/prod/items/a%2Fb%20c+d/");

        Assert.Equal("""{"id":"a%2Fb%20c+d"}""", Event.GetProperty("pathParameters").GetRawText());
        Assert.Equal("/items/a%2Fb%20c+d/", Event.GetProperty("path").GetString());
        Assert.Equal("/prod/items/a%2Fb%20c+d/", Event.GetProperty("requestContext").GetProperty("path").GetString());
        Assert.Equal("/items/{id}", Event.GetProperty("resource").GetString());
    }

    [Fact]
    public async Task Get_AsGuest_ShowsTheCognitoIdentityAndHidesTheSignature()
    {
        await using Harness harness = await StartAsync(RestAuthorization.Iam);
        (string identityId, AwsCredentials guest) = await harness.GuestAsync();

        Reply reply = await harness.SendSignedAsync("GET", "/Api/prod/x", credentials: guest);

        Assert.Equal(200, reply.Code);
        JsonElement identity = Event.GetProperty("requestContext").GetProperty("identity");
        Assert.Equal(identityId, identity.GetProperty("cognitoIdentityId").GetString());
        Assert.Equal(harness.Backend.IdentityPoolId, identity.GetProperty("cognitoIdentityPoolId").GetString());
        Assert.Equal("unauthenticated", identity.GetProperty("cognitoAuthenticationType").GetString());
        Assert.Equal(JsonValueKind.Null, identity.GetProperty("cognitoAuthenticationProvider").ValueKind);
        Assert.Equal(guest.AccessKeyId, identity.GetProperty("accessKey").GetString());
        Assert.Equal("123456789012", identity.GetProperty("accountId").GetString());
        Assert.Matches("^AROA[A-Z2-7]{17}:CognitoIdentityCredentials$", identity.GetProperty("caller").GetString());
        Assert.Equal(identity.GetProperty("caller").GetString(), identity.GetProperty("user").GetString());
        Assert.Matches("^arn:aws:sts::123456789012:assumed-role/[^/]+/CognitoIdentityCredentials$", identity.GetProperty("userArn").GetString());
        Assert.False(Event.GetProperty("headers").TryGetProperty("Authorization", out _));
        Assert.False(Event.GetProperty("headers").TryGetProperty("X-Amz-Security-Token", out _));
        Assert.DoesNotContain(guest.SessionToken!, _function.LastEvent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_AsUser_HasNoCognitoIdentity()
    {
        await using Harness harness = await StartAsync(RestAuthorization.Iam);

        await harness.SendSignedAsync("GET", "/Api/prod/x");

        JsonElement identity = Event.GetProperty("requestContext").GetProperty("identity");
        Assert.Matches("^AIDA[A-Z2-7]{17}$", identity.GetProperty("caller").GetString());
        Assert.StartsWith("arn:aws:iam::123456789012:user/", identity.GetProperty("userArn").GetString(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, identity.GetProperty("cognitoIdentityId").ValueKind);
    }

    [Fact]
    public async Task Get_OpenApiWithAuthorization_PassesItOn()
    {
        await using Harness harness = await StartAsync();
        HttpRequestMessage request = harness.Request("GET", "/Api/prod/x");
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer abc");
        request.Headers.TryAddWithoutValidation("User-Agent", "tests/1");
        request.Headers.TryAddWithoutValidation("X-Forwarded-For", "203.0.113.7");
        request.Headers.TryAddWithoutValidation("X-Amzn-Trace-Id", "Root=1-67891233-abcdef012345678912345678;Sampled=1");

        Reply reply = await harness.SendAsync(request);

        JsonElement headers = Event.GetProperty("headers");
        Assert.Equal("Bearer abc", headers.GetProperty("Authorization").GetString());
        Assert.Equal("203.0.113.7, 127.0.0.1", headers.GetProperty("X-Forwarded-For").GetString());
        Assert.Equal("Root=1-67891233-abcdef012345678912345678", headers.GetProperty("X-Amzn-Trace-Id").GetString());
        Assert.Equal("Root=1-67891233-abcdef012345678912345678;Sampled=0", reply.Header("X-Amzn-Trace-Id"));
        Assert.Equal("tests/1", Event.GetProperty("requestContext").GetProperty("identity").GetProperty("userAgent").GetString());
    }

    [Fact]
    public async Task Post_TextBody_IsGivenAsItIs()
    {
        await using Harness harness = await StartAsync();

        await harness.SendAsync(harness.Request("POST", "/Api/prod/x", "{\"n\": 1.50, \"s\": \"ü\"}"));

        Assert.Equal("{\"n\": 1.50, \"s\": \"ü\"}", Event.GetProperty("body").GetString());
        Assert.False(Event.GetProperty("isBase64Encoded").GetBoolean());
        Assert.False(Event.GetProperty("headers").TryGetProperty("Content-Length", out _));
    }

    [Theory]
    [InlineData("image/*", "image/png", true)]
    [InlineData("*/*", "text/plain", true)]
    [InlineData("application/pdf", "application/pdf; x=y", true)]
    [InlineData("image/*", "text/plain", false)]
    public async Task Post_BinaryMediaType_ArrivesAsBase64(string binary, string contentType, bool encoded)
    {
        await using Harness harness = await StartAsync(configure: api => api.BinaryMediaTypes.Add(binary));
        HttpRequestMessage request = harness.Request("POST", "/Api/prod/x");
        request.Content = new ByteArrayContent("ab"u8.ToArray());
        request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);

        await harness.SendAsync(request);

        Assert.Equal(encoded ? "YWI=" : "ab", Event.GetProperty("body").GetString());
        Assert.Equal(encoded, Event.GetProperty("isBase64Encoded").GetBoolean());
    }

    [Fact]
    public async Task Get_UnderAForeignCulture_WritesTheTimeInvariantly()
    {
        CultureInfo before = CultureInfo.DefaultThreadCurrentCulture ?? CultureInfo.InvariantCulture;
        try
        {
            CultureInfo.DefaultThreadCurrentCulture = new CultureInfo("th-TH");
            await using Harness harness = await StartAsync();

            await harness.GetAsync("/Api/prod/x");

            Assert.Equal("02/Aug/2024:23:34:43 +0000", Event.GetProperty("requestContext").GetProperty("requestTime").GetString());
        }
        finally
        {
            CultureInfo.DefaultThreadCurrentCulture = before;
        }
    }

    [Fact]
    public async Task Handler_TypedRequest_HasWhatTheEventHas()
    {
        ProxyRequest? seen = null;
        await using Harness harness = await Harness.StartAsync(api => api.Map("POST", "/items/{id}", request =>
        {
            seen = request;
            return ProxyResponse.Json(new { Id = request.PathParameters["id"] }, 201);
        }));

        Reply reply = await harness.SendSignedAsync("POST", "/Api/prod/items/7?a=1&a=2", "text");

        Assert.Equal((201, """{"id":"7"}"""), (reply.Code, reply.Text));
        Assert.Equal("2", seen!.QueryStringParameters["a"]);
        Assert.Equal(["1", "2"], seen.MultiValueQueryStringParameters["a"]);
        Assert.Equal("127.0.0.1", seen.Headers["x-forwarded-for"]);
        Assert.Equal(["https"], seen.MultiValueHeaders["X-FORWARDED-PROTO"]);
        Assert.Equal(("POST", "/items/{id}", "/items/7", "text", false), (seen.HttpMethod, seen.Resource, seen.Path, seen.Body, seen.IsBase64Encoded));
        Assert.Equal(harness.Backend.Credentials.AccessKeyId, seen.RequestContext.Identity.AccessKey);
        Assert.Equal("/prod/items/7", JsonDocument.Parse(seen.ToJson()).RootElement.GetProperty("requestContext").GetProperty("path").GetString());
    }
}
