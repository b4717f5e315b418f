using System.Text;
using System.Text.Json;
using Amplify.Local.AppSync.Authorization;
using Amplify.Local.Tests.Support;

namespace Amplify.Local.Tests.AppSync.Authorization;

public sealed class LambdaModeTests
{
    private const string Yes = """{"isAuthorized":true}""";

    private static AuthorizationHarness Start(ILambdaFunction function, TimeSpan ttl = default, string? expression = null) => new(
        new LocalAppSyncOptions
        {
            DefaultMode = AppSyncAuthMode.Lambda,
            LambdaAuthorizer = new AppSyncLambdaAuthorizer("judge") { ResultTtl = ttl, IdentityValidationExpression = expression },
        },
        functions: ("judge", function));

    [Fact]
    public async Task Send_Token_FunctionGetsAppSyncsEvent()
    {
        var function = new FunctionStub(Yes);
        using AuthorizationHarness harness = Start(function);

        await harness.SendAsync(("Authorization", "Custom secret"), ("X-Trace", "a"), ("x-trace", "b"));

        Assert.Equal(
            """
            {"authorizationToken":"Custom secret","requestContext":{"apiId":"abcdefghijklmnopqrstuvwxyz","accountId":"123456789012",
            "requestId":"11111111-2222-3333-4444-555555555555","queryString":"query Q($a: Int) { f(a: $a) }","operationName":"Q","variables":{"a":1}},
            "requestHeaders":{"host":"127.0.0.1:4321","authorization":"Custom secret","x-trace":"b"}}
            """.ReplaceLineEndings(""),
            function.LastEvent);
    }

    [Fact]
    public async Task Send_NeitherDocumentNorVariables_AreNullAndEmpty()
    {
        var function = new FunctionStub(Yes);
        using AuthorizationHarness harness = Start(function);

        await harness.SendAsync(harness.Request(("Authorization", "t")) with { Document = null, OperationName = null, Variables = default });

        JsonElement context = JsonElement.Parse(function.LastEvent).GetProperty("requestContext");
        Assert.Equal("""{"queryString":null,"operationName":null,"variables":{}}""", JsonSerializer.Serialize(new
        {
            queryString = context.GetProperty("queryString"),
            operationName = context.GetProperty("operationName"),
            variables = context.GetProperty("variables"),
        }));
    }

    [Fact]
    public async Task Send_Handler_GetsAndGivesObjects()
    {
        AppSyncAuthorizerEvent? asked = null;
        using var harness = new AuthorizationHarness(new LocalAppSyncOptions
        {
            DefaultMode = AppSyncAuthMode.Lambda,
            LambdaAuthorizer = new AppSyncLambdaAuthorizer((request, _) =>
            {
                asked = request;
                return new(new AppSyncAuthorizerResult
                {
                    IsAuthorized = true,
                    ResolverContext = new Dictionary<string, object> { ["user"] = "ann", ["level"] = 3, ["admin"] = true },
                    DeniedFields = ["Event.cost"],
                });
            }),
        });

        AppSyncAuthorization authorization = await harness.SendTokenAsync("secret");

        Assert.Equal(("secret", "Q", 1), (asked?.AuthorizationToken, asked?.RequestContext.OperationName, asked?.RequestContext.Variables.GetProperty("a").GetInt32()));
        Assert.Equal(
            """{"resolverContext":{"user":"ann","level":3,"admin":true}}""",
            JsonSerializer.Serialize(authorization.Caller!.Identity, JsonSerializerOptions.Web));
        Assert.Equal(["Event.cost"], authorization.Caller.DeniedFields);
    }

    [Fact]
    public async Task Send_NestedContext_IsLost()
    {
        using AuthorizationHarness harness = Start(new FunctionStub("""{"isAuthorized":true,"resolverContext":{"a":"1","b":{"c":2},"d":[3],"e":null,"f":false}}"""));

        AppSyncLambdaIdentity identity = (await harness.SendTokenAsync("t")).Identity<AppSyncLambdaIdentity>();

        Assert.Equal(["a", "f"], identity.ResolverContext.Keys.Order());
    }

    [Fact]
    public async Task Send_DeniedFields_AreNamesOrArns()
    {
        using AuthorizationHarness harness = Start(new FunctionStub(
            """{"isAuthorized":true,"deniedFields":["Event.cost","arn:aws:appsync:eu-west-1:111122223333:apis/other/types/Mutation/fields/deleteEvent",7]}"""));

        IReadOnlySet<string> denied = (await harness.SendTokenAsync("t")).Caller!.DeniedFields;

        Assert.Equal(["Event.cost", "Mutation.deleteEvent"], denied.Order());
    }

    [Theory]
    [InlineData("""{"isAuthorized":false}""")]
    [InlineData("""{"isAuthorized":"true"}""")]
    [InlineData("""{"isAuthorized":true,"ttlOverride":"soon"}""")]
    [InlineData("""{"isAuthorized":true,"ttlOverride":-1}""")]
    [InlineData("""{"isAuthorized":true,"ttlOverride":3601}""")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("true")]
    [InlineData("no JSON")]
    public async Task Send_AnythingButAYes_IsRefused(string result)
    {
        using AuthorizationHarness harness = Start(new FunctionStub(result));

        Assert.Equal(Outcome.NotAuthorized, (await harness.SendTokenAsync("t")).Text());
    }

    [Fact]
    public async Task Send_FunctionThrows_IsRefused()
    {
        using AuthorizationHarness harness = Start(new CountingFunction((_, _) => throw new InvalidOperationException("broken")));

        Assert.Equal(Outcome.NotAuthorized, (await harness.SendTokenAsync("t")).Text());
    }

    [Fact]
    public async Task Send_FunctionTakesTenSeconds_IsRefused()
    {
        using AuthorizationHarness harness = Start(new CountingFunction(async (_, cancellationToken) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            return Yes;
        }));

        Task<AppSyncAuthorization> sending = harness.SendTokenAsync("t");
        harness.Time.Advance(TimeSpan.FromSeconds(9.9));
        Assert.False(sending.IsCompleted);
        harness.Time.Advance(TimeSpan.FromSeconds(0.1));

        Assert.Equal(Outcome.NotAuthorized, (await sending).Text());
    }

    [Theory]
    [InlineData("custom-1", true)]
    [InlineData("xcustom-1", false)]
    [InlineData("custom-1x", false)]
    public async Task Send_TokenThatDoesNotMatch_IsRefusedWithoutAskingTheFunction(string token, bool isAsked)
    {
        var function = new CountingFunction((_, _) => Task.FromResult(Yes));
        using AuthorizationHarness harness = Start(function, expression: "custom-[0-9]+");

        string outcome = (await harness.SendTokenAsync(token)).Text();

        Assert.Equal((isAsked ? "Lambda" : Outcome.NotAuthorized, isAsked ? 1 : 0), (outcome, function.Calls));
    }

    [Theory]
    [InlineData(2048, "Lambda")]
    [InlineData(2049, Outcome.NotAuthorized)]
    public async Task Send_LongToken_IsTakenUpToTheLimit(int length, string expected)
    {
        using AuthorizationHarness harness = Start(new FunctionStub(Yes));

        Assert.Equal(expected, (await harness.SendTokenAsync(new string('t', length))).Text());
    }

    [Theory]
    [InlineData(Yes)]
    [InlineData("""{"isAuthorized":false}""")]
    public async Task Send_SameTokenWithinTheTtl_AsksOnce(string result)
    {
        var function = new CountingFunction((_, _) => Task.FromResult(result));
        using AuthorizationHarness harness = Start(function, TimeSpan.FromMinutes(5));

        string first = (await harness.SendTokenAsync("t")).Text();
        harness.Time.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(1));
        string second = (await harness.SendTokenAsync("t")).Text();
        int within = function.Calls;
        await harness.SendTokenAsync("other");
        harness.Time.Advance(TimeSpan.FromSeconds(1));
        await harness.SendTokenAsync("t");

        Assert.Equal(first, second);
        Assert.Equal((1, 3), (within, function.Calls));
    }

    [Fact]
    public async Task Send_TtlOverride_BeatsTheApisTtl()
    {
        string result = """{"isAuthorized":true,"ttlOverride":0}""";
        var function = new CountingFunction((_, _) => Task.FromResult(result));
        using AuthorizationHarness harness = Start(function, TimeSpan.FromMinutes(5));

        await harness.SendTokenAsync("t");
        await harness.SendTokenAsync("t");
        int withoutCache = function.Calls;
        result = """{"isAuthorized":true,"ttlOverride":10}""";
        await harness.SendTokenAsync("t");
        await harness.SendTokenAsync("t");

        Assert.Equal((2, 3), (withoutCache, function.Calls));
    }

    [Fact]
    public async Task Send_Failure_IsNotKept()
    {
        string result = "no JSON";
        using AuthorizationHarness harness = Start(new CountingFunction((_, _) => Task.FromResult(result)), TimeSpan.FromMinutes(5));

        Assert.Equal(Outcome.NotAuthorized, (await harness.SendTokenAsync("t")).Text());
        result = Yes;

        Assert.Equal("Lambda", (await harness.SendTokenAsync("t")).Text());
    }

    [Fact]
    public async Task Send_MoreTokensThanAreKept_StillDecidesEach()
    {
        var function = new CountingFunction((_, _) => Task.FromResult(Yes));
        using AuthorizationHarness harness = Start(function, TimeSpan.FromMinutes(5));

        for (int i = 0; i < 1500; i++)
        {
            await harness.SendTokenAsync($"t{i}");
        }

        Assert.Equal(1500, function.Calls);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3601)]
    public void ResultTtl_OutsideAnHour_IsRefused(int seconds) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new AppSyncLambdaAuthorizer("judge") { ResultTtl = TimeSpan.FromSeconds(seconds) });

    private sealed class CountingFunction(Func<LambdaInvocation, CancellationToken, Task<string>> answer) : ILambdaFunction
    {
        private int _calls;

        public int Calls => _calls;

        public async ValueTask<ReadOnlyMemory<byte>> InvokeAsync(LambdaInvocation invocation, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _calls);
            return Encoding.UTF8.GetBytes(await answer(invocation, cancellationToken));
        }
    }
}
