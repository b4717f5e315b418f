using System.Text.Json;
using Amplify.Local.Storage;
using Amplify.Local.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Amplify.Local.Tests.ApiGateway.Authorization;

public sealed class TokenAuthorizerTests
{
    private const string AllowAll =
        """{"principalId":"ann","policyDocument":{"Version":"2012-10-17","Statement":[{"Action":"execute-api:Invoke","Effect":"Allow","Resource":"*"}]}}""";

    private const string ConfigurationError = """{"message":null}""";

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly FunctionStub _handler = new();
    private int _asked;

    private Task<Harness> StartAsync(RestAuthorization authorization, ILambdaFunction? function = null)
    {
        LocalBackendOptions options = new() { TimeProvider = _time };
        if (function is not null)
        {
            options.AddFunction("judge", function);
        }

        return Harness.StartAsync(
            api =>
            {
                api.Authorization = authorization;
                api.Map("ANY", "/", _handler).Map("ANY", "/{proxy+}", _handler);
            },
            options);
    }

    private Task<Harness> StartAsync(Func<RestTokenAuthorizerEvent, RestAuthorizerResult> judge, TimeSpan? ttl = null) => StartAsync(
        new RestTokenAuthorizer((call, _) =>
        {
            Interlocked.Increment(ref _asked);
            return new(judge(call));
        })
        { ResultTtl = ttl ?? TimeSpan.FromMinutes(5) });

    private static Task<Reply> SendAsync(Harness harness, string? token = "secret", string path = "/items/1", string method = "GET")
    {
        HttpRequestMessage request = harness.Request(method, "/Api/prod" + path);
        if (token is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", token);
        }

        return harness.SendAsync(request);
    }

    private static string ArnOf(string methodAndPath) => $"arn:aws:execute-api:us-east-1:123456789012:{StableId.Of("Api", 10)}/prod/{methodAndPath}";

    [Fact]
    public async Task Get_Token_FunctionGetsTheGatewaysEvent()
    {
        var function = new FunctionStub(AllowAll);
        await using Harness harness = await StartAsync(new RestTokenAuthorizer("judge"), function);

        Reply reply = await SendAsync(harness, "Bearer secret", "/items/a%20b?q=1", "POST");

        Assert.Equal(200, reply.Code);
        Assert.Equal(
            $$"""{"type":"TOKEN","methodArn":"{{ArnOf("POST/items/a%20b")}}","authorizationToken":"Bearer secret"}""",
            function.LastEvent);
        Assert.Equal("judge", function.Last!.FunctionName);
    }

    [Fact]
    public async Task Get_Root_HasAnArnThatEndsWithASlash()
    {
        string? arn = null;
        await using Harness harness = await StartAsync(call =>
        {
            arn = call.MethodArn;
            return RestAuthorizerResult.Allow("ann", call.MethodArn);
        });

        Assert.Equal(200, (await SendAsync(harness, path: "/")).Code);
        Assert.Equal(ArnOf("GET/"), arn);
    }

    [Fact]
    public async Task Get_Allowed_HandlerSeesPrincipalAndContextAsTexts()
    {
        var function = new FunctionStub(
            """
            {"principalId":"ann","policyDocument":{"Statement":{"Action":["execute-api:*"],"Effect":"Allow","Resource":["*"]}},
            "context":{"text":"a \"b\"","number":1.50,"yes":true,"no":false,"principalId":"mallory"}}
            """);
        await using Harness harness = await StartAsync(new RestTokenAuthorizer("judge"), function);

        Assert.Equal(200, (await SendAsync(harness)).Code);

        JsonElement authorizer = JsonElement.Parse(_handler.LastEvent).GetProperty("requestContext").GetProperty("authorizer");
        Assert.Equal(
            """{"text":"a \"b\"","number":"1.50","yes":"true","no":"false","principalId":"ann","integrationLatency":0}""",
            authorizer.GetRawText());
    }

    [Fact]
    public async Task Get_HandlerInProcess_GivesContextToHandlers()
    {
        ProxyAuthorizer? seen = null;
        await using Harness harness = await Harness.StartAsync(api => api.Map(
            "GET",
            "/x",
            request =>
            {
                seen = request.RequestContext.Authorizer;
                return ProxyResponse.Empty(200);
            },
            new RestTokenAuthorizer((call, _) => new(new RestAuthorizerResult
            {
                PrincipalId = "ann",
                Statements = [new(RestPolicyEffect.Allow, call.MethodArn)],
                Context = new Dictionary<string, object> { ["tenant"] = "t1", ["level"] = 1.5, ["admin"] = true },
            }))));

        Assert.Equal(200, (await SendAsync(harness, path: "/x")).Code);

        Assert.Equal("ann", seen?.PrincipalId);
        Assert.Equal(("t1", "1.5", "true"), (seen?.Context["tenant"], seen?.Context["level"], seen?.Context["admin"]));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task Get_NoToken_IsUnauthorizedWithoutAsking(string? token)
    {
        await using Harness harness = await StartAsync(call => RestAuthorizerResult.Allow("ann", "*"));

        (await SendAsync(harness, token)).ShouldBe(401, "UnauthorizedException", """{"message":"Unauthorized"}""");
        Assert.Equal(0, _asked);
    }

    [Theory]
    [InlineData("Bearer [a-z]+", "Bearer abc", 200)]
    [InlineData("Bearer [a-z]+", "Bearer abc1", 401)]
    [InlineData("Bearer [a-z]+", "x Bearer abc", 401)]
    public async Task Get_ValidationExpression_HasToMatchAllOfTheToken(string expression, string token, int status)
    {
        var function = new FunctionStub(AllowAll);
        await using Harness harness = await StartAsync(new RestTokenAuthorizer("judge") { IdentityValidationExpression = expression }, function);

        Assert.Equal(status, (await SendAsync(harness, token)).Code);
        Assert.Equal(status == 200, function.Last is not null);
    }

    [Fact]
    public async Task Get_IdentitySource_IsTheHeaderThatHoldsTheToken()
    {
        var function = new FunctionStub(AllowAll);
        await using Harness harness = await StartAsync(new RestTokenAuthorizer("judge") { IdentitySource = "X-Token" }, function);
        HttpRequestMessage request = harness.Request("GET", "/Api/prod/x");
        request.Headers.Add("x-token", "t");

        Assert.Equal(200, (await harness.SendAsync(request)).Code);
        Assert.Equal(401, (await SendAsync(harness)).Code);
    }

    [Fact]
    public async Task Get_Denied_IsToldApartFromNotAllowed()
    {
        await using Harness harness = await StartAsync(call => call.AuthorizationToken == "deny"
            ? RestAuthorizerResult.Deny("ann", call.MethodArn)
            : RestAuthorizerResult.Allow("ann", call.MethodArn + "/other"));

        (await SendAsync(harness, "deny")).ShouldBe(
            403, "AccessDeniedException", """{"Message":"User is not authorized to access this resource with an explicit deny in an identity-based policy"}""");
        (await SendAsync(harness, "none")).ShouldBe(
            403,
            "AccessDeniedException",
            """{"Message":"User is not authorized to access this resource because no identity-based policy allows the execute-api:Invoke action"}""");
        Assert.Null(_handler.Last);
    }

    [Fact]
    public async Task Get_SecondRequest_IsJudgedByTheRememberedPolicyUntilItsTtl()
    {
        await using Harness harness = await StartAsync(call => RestAuthorizerResult.Allow("ann", call.MethodArn), TimeSpan.FromMinutes(1));

        Assert.Equal(200, (await SendAsync(harness)).Code);
        Assert.Equal(200, (await SendAsync(harness)).Code);
        Assert.Equal(403, (await SendAsync(harness, method: "POST")).Code);
        Assert.Equal(403, (await SendAsync(harness, path: "/items/2")).Code);
        Assert.Equal(1, _asked);
        Assert.Equal(200, (await SendAsync(harness, "another", "/items/2")).Code);
        Assert.Equal(2, _asked);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(200, (await SendAsync(harness, path: "/items/2")).Code);
        Assert.Equal(3, _asked);
    }

    [Fact]
    public async Task Get_TtlOfZero_AsksEachTime()
    {
        await using Harness harness = await StartAsync(call => RestAuthorizerResult.Allow("ann", call.MethodArn), TimeSpan.Zero);

        await SendAsync(harness);
        await SendAsync(harness);

        Assert.Equal(2, _asked);
    }

    [Fact]
    public async Task Get_SameAuthorizerOnTwoRoutes_SharesWhatItRemembers_AndAnotherDoesNot()
    {
        RestTokenAuthorizer Authorizer() => new((_, _) =>
        {
            Interlocked.Increment(ref _asked);
            return new(RestAuthorizerResult.Allow("ann", "*"));
        });
        RestTokenAuthorizer shared = Authorizer();
        await using Harness harness = await Harness.StartAsync(api => api
            .Map("GET", "/a", _handler, shared).Map("GET", "/b", _handler, shared).Map("GET", "/c", _handler, Authorizer()));

        foreach (string path in (string[])["/a", "/b", "/c"])
        {
            Assert.Equal(200, (await SendAsync(harness, path: path)).Code);
        }

        Assert.Equal(2, _asked);
    }

    [Fact]
    public async Task Get_FunctionThrowsUnauthorized_Is401_AndIsAskedAgain()
    {
        await using Harness harness = await StartAsync(_ => throw new InvalidOperationException("Unauthorized"));

        (await SendAsync(harness)).ShouldBe(401, "UnauthorizedException", """{"message":"Unauthorized"}""");
        await SendAsync(harness);
        Assert.Equal(2, _asked);
    }

    [Fact]
    public async Task Get_FunctionThrowsAnythingElse_Is500()
    {
        await using Harness harness = await StartAsync(_ => throw new InvalidOperationException("Unauthorized."));

        (await SendAsync(harness)).ShouldBe(500, "AuthorizerConfigurationException", ConfigurationError);
    }

    [Fact]
    public async Task Get_FunctionTakesLongerThanTheIntegrationTimeout_Is500()
    {
        await using Harness harness = await StartAsync(new RestTokenAuthorizer(async (_, cancellationToken) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            return RestAuthorizerResult.Allow("ann", "*");
        }));

        Task<Reply> reply = SendAsync(harness);
        await FakeClock.AdvanceUntilAsync(_time, reply, TimeSpan.FromSeconds(1));

        (await reply).ShouldBe(500, "AuthorizerConfigurationException", ConfigurationError);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"ann\"")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("""{"policyDocument":{"Statement":[]}}""")]
    [InlineData("""{"principalId":1,"policyDocument":{"Statement":[]}}""")]
    [InlineData("""{"principalId":"ann"}""")]
    [InlineData("""{"principalId":"ann","policyDocument":"{}"}""")]
    [InlineData("""{"principalId":"ann","policyDocument":{}}""")]
    [InlineData("""{"principalId":"ann","policyDocument":{"Statement":[1]}}""")]
    [InlineData("""{"principalId":"ann","policyDocument":{"Statement":[{"Effect":"allow","Action":"*","Resource":"*"}]}}""")]
    [InlineData("""{"principalId":"ann","policyDocument":{"Statement":[{"Action":"*","Resource":"*"}]}}""")]
    [InlineData("""{"principalId":"ann","policyDocument":{"Statement":[{"Effect":"Allow","Resource":"*"}]}}""")]
    [InlineData("""{"principalId":"ann","policyDocument":{"Statement":[{"Effect":"Allow","Action":"*"}]}}""")]
    [InlineData("""{"principalId":"ann","policyDocument":{"Statement":[{"Effect":"Allow","Action":"*","Resource":[1]}]}}""")]
    [InlineData("""{"principalId":"ann","policyDocument":{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*","Condition":{}}]}}""")]
    [InlineData("""{"principalId":"ann","policyDocument":{"Statement":[{"Effect":"Allow","Action":"*","NotResource":"*"}]}}""")]
    [InlineData("""{"principalId":"ann","policyDocument":{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]},"context":{"a":{}}}""")]
    [InlineData("""{"principalId":"ann","policyDocument":{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]},"context":{"a":[]}}""")]
    [InlineData("""{"principalId":"ann","policyDocument":{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]},"context":[]}""")]
    public async Task Get_WhatIsNoPolicy_Is500(string result)
    {
        await using Harness harness = await StartAsync(new RestTokenAuthorizer("judge"), new FunctionStub(result));

        (await SendAsync(harness)).ShouldBe(500, "AuthorizerConfigurationException", ConfigurationError);
    }

    [Fact]
    public async Task Get_HandlerGivesNoPolicy_Is500()
    {
        await using Harness harness = await StartAsync(call => call.AuthorizationToken switch
        {
            "null" => null!,
            "nobody" => RestAuthorizerResult.Allow("", "*"),
            _ => new RestAuthorizerResult { PrincipalId = "ann", Statements = [], Context = new Dictionary<string, object> { ["a"] = new object() } },
        });

        foreach (string token in (string[])["null", "nobody", "nested"])
        {
            (await SendAsync(harness, token)).ShouldBe(500, "AuthorizerConfigurationException", ConfigurationError);
        }
    }

    [Fact]
    public async Task Refusals_AreLoggedWithoutTheToken()
    {
        using var log = new LogCapture();
        await using Harness harness = await Harness.StartAsync(
            api => api.Map("GET", "/x", _handler, new RestTokenAuthorizer((_, _) => new(RestAuthorizerResult.Allow("", "*")))),
            new LocalBackendOptions { LoggerFactory = log });

        await SendAsync(harness, "very-secret", "/x");

        Assert.Contains(log.Lines, line => line.Text.Contains("gave no policy: it names no principal", StringComparison.Ordinal));
        Assert.DoesNotContain(log.Lines, line => line.Text.Contains("very-secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_AuthorizerIsNoFunction_Throws()
    {
        ArgumentException exception = await Assert.ThrowsAsync<ArgumentException>(() => StartAsync(new RestTokenAuthorizer("nowhere")));

        Assert.Contains("'nowhere'", exception.Message, StringComparison.Ordinal);
    }
}
