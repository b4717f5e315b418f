using System.Text.Json;
using Amplify.Local.Tests.Support;

namespace Amplify.Local.Tests.ApiGateway.Authorization;

public sealed class RequestAuthorizerTests
{
    private const string AllowAll =
        """{"principalId":"ann","policyDocument":{"Statement":[{"Action":"execute-api:Invoke","Effect":"Allow","Resource":"*"}]}}""";

    private readonly FunctionStub _handler = new();
    private int _asked;

    private Task<Harness> StartAsync(RestRequestAuthorizer authorizer, ILambdaFunction? function = null)
    {
        LocalBackendOptions options = new();
        if (function is not null)
        {
            options.AddFunction("judge", function);
        }

        return Harness.StartAsync(api => api.Map("ANY", "/items/{id}", _handler, authorizer), options);
    }

    private Task<Harness> StartAsync(IReadOnlyList<string> sources, TimeSpan? ttl = null) => StartAsync(new RestRequestAuthorizer((_, _) =>
    {
        Interlocked.Increment(ref _asked);
        return new(RestAuthorizerResult.Allow("ann", "*"));
    })
    { IdentitySources = sources, ResultTtl = ttl ?? TimeSpan.FromMinutes(5) });

    private static async Task<int> CodeAsync(Harness harness, string query, params (string Name, string Value)[] headers)
    {
        HttpRequestMessage request = harness.Request("GET", "/Api/prod/items/1" + query);
        foreach ((string name, string value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return (await harness.SendAsync(request)).Code;
    }

    [Fact]
    public async Task Post_FunctionGetsTheEventWithoutItsBody()
    {
        var function = new FunctionStub(AllowAll);
        await using Harness harness = await StartAsync(new RestRequestAuthorizer("judge"), function);
        HttpRequestMessage request = harness.Request("POST", "/Api/prod/items/1?a=1&a=2", """{"secret":1}""");
        request.Headers.TryAddWithoutValidation("Authorization", "t");

        Assert.Equal(200, (await harness.SendAsync(request)).Code);

        JsonElement asked = JsonElement.Parse(function.LastEvent);
        Assert.Equal(
            [
                "type", "methodArn", "resource", "path", "httpMethod", "headers", "multiValueHeaders", "queryStringParameters",
                "multiValueQueryStringParameters", "pathParameters", "stageVariables", "requestContext",
            ],
            asked.EnumerateObject().Select(member => member.Name));
        Assert.Equal("REQUEST", asked.GetProperty("type").GetString());
        Assert.EndsWith("/prod/POST/items/1", asked.GetProperty("methodArn").GetString(), StringComparison.Ordinal);
        Assert.Equal("t", asked.GetProperty("headers").GetProperty("Authorization").GetString());
        Assert.Equal("2", asked.GetProperty("queryStringParameters").GetProperty("a").GetString());
        Assert.Equal("/items/{id}", asked.GetProperty("requestContext").GetProperty("resourcePath").GetString());
        Assert.False(asked.GetProperty("requestContext").TryGetProperty("authorizer", out _));
    }

    [Fact]
    public async Task Get_Handler_SeesTheRequest()
    {
        RestRequestAuthorizerEvent? asked = null;
        await using Harness harness = await StartAsync(new RestRequestAuthorizer((call, _) =>
        {
            asked = call;
            return new(RestAuthorizerResult.Allow("ann", call.MethodArn));
        }));

        Assert.Equal(200, await CodeAsync(harness, "?q=a+b", ("Authorization", "t")));

        Assert.Equal(("GET", "/items/{id}", "/items/1"), (asked!.HttpMethod, asked.Resource, asked.Path));
        Assert.Equal(("1", "a b", "t"), (asked.PathParameters["id"], asked.QueryStringParameters["q"], asked.Headers["authorization"]));
        Assert.Equal(["a b"], asked.MultiValueQueryStringParameters["q"]);
        Assert.Equal(["t"], asked.MultiValueHeaders["Authorization"]);
        Assert.Equal("127.0.0.1", asked.RequestContext.Identity.SourceIp);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("?token=q", null)]
    [InlineData("", "h")]
    [InlineData("?token=", "h")]
    [InlineData("?token=q", "")]
    public async Task Get_AnIdentitySourceIsMissing_IsUnauthorizedWithoutAsking(string query, string? header)
    {
        await using Harness harness = await StartAsync(["method.request.header.X-Token", "method.request.querystring.token"]);

        Assert.Equal(401, await CodeAsync(harness, query, header is null ? [] : [("X-Token", header)]));
        Assert.Equal(0, _asked);
    }

    [Fact]
    public async Task Get_SameIdentity_IsAskedOnce_AndAnotherAgain()
    {
        await using Harness harness = await StartAsync(["method.request.header.X-Token", "method.request.querystring.token"]);

        Assert.Equal(200, await CodeAsync(harness, "?token=b", ("X-Token", "a")));
        Assert.Equal(200, await CodeAsync(harness, "?token=b&other=1", ("x-token", "a"), ("X-Other", "1")));
        Assert.Equal(1, _asked);
        Assert.Equal(200, await CodeAsync(harness, "?token=1%3Ab", ("X-Token", "a")));
        Assert.Equal(200, await CodeAsync(harness, "?token=b", ("X-Token", "a1:b")));
        Assert.Equal(3, _asked);
    }

    [Fact]
    public async Task Get_TtlOfZero_NeedsNoIdentity()
    {
        await using Harness harness = await StartAsync([], TimeSpan.Zero);

        Assert.Equal(200, await CodeAsync(harness, ""));
        Assert.Equal(200, await CodeAsync(harness, ""));
        Assert.Equal(2, _asked);
    }

    [Theory]
    [InlineData("Authorization")]
    [InlineData("method.request.header.")]
    [InlineData("method.request.querystring.")]
    [InlineData("method.request.body.x")]
    public async Task Start_IdentitySourceThatIsNone_Throws(string source)
    {
        ArgumentException exception = await Assert.ThrowsAsync<ArgumentException>(() => StartAsync([source]));

        Assert.Contains($"'{source}'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_NothingToRememberPoliciesBy_Throws() => await Assert.ThrowsAsync<ArgumentException>(() => StartAsync([]));

    [Theory]
    [InlineData(-1)]
    [InlineData(3601)]
    public void ResultTtl_OutOfRange_Throws(int seconds) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new RestRequestAuthorizer("f") { ResultTtl = TimeSpan.FromSeconds(seconds) });
}
