using System.Net;
using Amplify.Api.Authorization;
using Amplify.Api.Tests.Rest;
using Amplify.Signing;
using Microsoft.AspNetCore.Http;

namespace Amplify.Api.Tests.Authorization;

/// <summary>What authorizes a GraphQL call, as it arrives at a server.</summary>
public sealed class GraphQLAuthorizationTests
{
    private static readonly SigV4Scope AppSyncScope = new("eu-west-1", "appsync");

    [Fact]
    public async Task ApiKey_IsSentAlone()
    {
        await using VerifyingServer server = await VerifyingServer.StartAsync();
        using GraphQLFixture fixture = new GraphQLFixture(server.Root).WithAppSync(AuthMode.ApiKey, "da2-key").Signing();

        await fixture.SendAsync();

        Assert.Equal(("da2-key", null, null), (server.Only["x-api-key"], server.Only["Authorization"], server.Only["x-amz-date"]));
    }

    [Fact]
    public async Task Iam_IsSignedForAppSyncWithTheBodyAndWithoutTheKey()
    {
        await using VerifyingServer server = await VerifyingServer.StartAsync(scope: AppSyncScope);
        using GraphQLFixture fixture = new GraphQLFixture(server.Root).WithAppSync(AuthMode.Iam, "da2-key").Signing();
        fixture.Region = "eu-west-1";

        await fixture.SendAsync();

        server.Only.AssertSigned();
        Assert.Equal((RestFixture.Keys.SessionToken, null), (server.Only["x-amz-security-token"], server.Only["x-api-key"]));
        Assert.Contains("SignedHeaders=content-type;host;x-amz-date;x-amz-security-token", server.Only["Authorization"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Iam_RegionOfTheApi_WinsOverTheConfigurations()
    {
        await using VerifyingServer server = await VerifyingServer.StartAsync(scope: AppSyncScope);
        using GraphQLFixture fixture = new GraphQLFixture(server.Root).WithAppSync(AuthMode.Iam).Signing();
        (fixture.Api.AppSync.Region, fixture.Region) = ("eu-west-1", "us-west-2");

        await fixture.SendAsync();

        server.Only.AssertSigned();
    }

    [Fact]
    public async Task IamRegion_OfACustomEndpoint_IsSignedAsExecuteApi()
    {
        await using VerifyingServer server = await VerifyingServer.StartAsync(scope: new SigV4Scope("sa-east-1", "execute-api"));
        using GraphQLFixture fixture = new GraphQLFixture(server.Root).Signing();
        (fixture.Api.GraphQLEndpoint, fixture.Api.GraphQLEndpointIamRegion, fixture.Region) = (fixture.Endpoint, "sa-east-1", "us-west-2");

        await fixture.SendAsync();

        server.Only.AssertSigned();
    }

    [Fact]
    public async Task CustomEndpoint_WithoutIamRegion_GetsNothingThatIsAppSyncs()
    {
        await using VerifyingServer server = await VerifyingServer.StartAsync();
        using GraphQLFixture fixture = new GraphQLFixture(server.Root).WithAppSync(AuthMode.ApiKey, "da2-key").Signing();
        fixture.Api.GraphQLEndpoint = fixture.Endpoint;

        await fixture.SendAsync();

        Assert.Equal((null, null, null), (server.Only["x-api-key"], server.Only["Authorization"], server.Only["x-amz-security-token"]));
    }

    [Theory]
    [InlineData(AuthMode.UserPool)]
    [InlineData(AuthMode.Oidc)]
    [InlineData(AuthMode.Lambda)]
    public async Task Token_IsSentAsItIsAndAlone(AuthMode mode)
    {
        await using VerifyingServer server = await VerifyingServer.StartAsync();
        using GraphQLFixture fixture = new GraphQLFixture(server.Root).WithAppSync(mode, "da2-key").Signing();
        fixture.Tokens = new() { UserPool = Giving("a.UserPool.c"), Oidc = Giving("a.Oidc.c"), Lambda = Giving("a.Lambda.c") };

        await fixture.SendAsync();

        Assert.Equal(($"a.{mode}.c", null, null), (server.Only["Authorization"], server.Only["x-api-key"], server.Only["x-amz-date"]));
    }

    [Fact]
    public async Task TokenKind_OfTheApi_IsAskedFor()
    {
        var tokens = new NumberedTokens();
        await using VerifyingServer server = await VerifyingServer.StartAsync();
        using GraphQLFixture fixture = new GraphQLFixture(server.Root).WithAppSync(AuthMode.UserPool);
        (fixture.Api.AppSync.TokenKind, fixture.Tokens) = (TokenKind.Id, new() { UserPool = tokens });

        await fixture.SendAsync();

        Assert.Equal([TokenKind.Id], tokens.Kinds);
    }

    [Fact]
    public async Task None_SendsNothing()
    {
        await using VerifyingServer server = await VerifyingServer.StartAsync();
        using GraphQLFixture fixture = new GraphQLFixture(server.Root).WithAppSync(AuthMode.None, "da2-key").Signing();

        await fixture.SendAsync();

        Assert.Equal((null, null), (server.Only["x-api-key"], server.Only["Authorization"]));
    }

    [Theory]
    [InlineData(null, null, AuthMode.UserPool)]
    [InlineData(null, AuthMode.Oidc, AuthMode.Oidc)]
    [InlineData(AuthMode.Lambda, AuthMode.Oidc, AuthMode.Lambda)]
    [InlineData(AuthMode.Lambda, null, AuthMode.Lambda)]
    public async Task Mode_CallWinsOverClientOverApi(AuthMode? call, AuthMode? client, AuthMode expected)
    {
        await using VerifyingServer server = await VerifyingServer.StartAsync();
        using GraphQLFixture fixture = new GraphQLFixture(server.Root).WithAppSync(AuthMode.UserPool);
        fixture.Tokens = new() { UserPool = Giving("UserPool"), Oidc = Giving("Oidc"), Lambda = Giving("Lambda") };
        fixture.ClientMode = client;

        await fixture.SendAsync(new() { Mode = call });

        Assert.Equal(expected.ToString(), server.Only["Authorization"]);
    }

    [Fact]
    public async Task Call_TokenOrKey_WinsAndDecidesTheMode()
    {
        await using VerifyingServer server = await VerifyingServer.StartAsync();
        using GraphQLFixture fixture = new GraphQLFixture(server.Root).WithAppSync(AuthMode.Iam, "da2-key").Signing();

        await fixture.SendAsync(new() { Token = "call.token" });
        await fixture.SendAsync(new() { ApiKey = "da2-call" });
        await fixture.SendAsync(new() { Mode = AuthMode.ApiKey, ApiKey = "da2-call" });
        await fixture.SendAsync(new() { Mode = AuthMode.UserPool, Token = "call.token" });

        Assert.Equal(["call.token", null, null, "call.token"], server.Requests.Select(request => request["Authorization"]));
        Assert.Equal([null, "da2-call", "da2-call", null], server.Requests.Select(request => request["x-api-key"]));
    }

    [Theory]
    [InlineData(AuthMode.Iam, "secret-token", null)]
    [InlineData(AuthMode.UserPool, null, "secret-key")]
    [InlineData(null, "secret-token", "secret-key")]
    [InlineData(null, "", null)]
    [InlineData(null, "secret\r\nx: y", null)]
    [InlineData(null, null, "secret\n")]
    public async Task Call_ContradictionOrValueThatCannotBeSent_IsToldWithoutTheValue(AuthMode? mode, string? token, string? apiKey)
    {
        await using VerifyingServer server = await VerifyingServer.StartAsync();
        using GraphQLFixture fixture = new GraphQLFixture(server.Root).WithAppSync(AuthMode.Iam).Signing();

        var error = await Assert.ThrowsAsync<ArgumentException>(() => fixture.SendAsync(new() { Mode = mode, Token = token, ApiKey = apiKey }));

        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData(AuthMode.ApiKey, "Api.AppSync.ApiKey", "aws_appsync_apiKey")]
    [InlineData(AuthMode.Iam, "Auth.IdentityPoolId", "AmplifyOptions.CredentialsProvider")]
    [InlineData(AuthMode.UserPool, "UserPoolTokenProvider", "AmplifyOptions.UserPoolTokenProvider")]
    [InlineData(AuthMode.Oidc, "OidcTokenProvider", "AmplifyOptions.OidcTokenProvider")]
    [InlineData(AuthMode.Lambda, "LambdaTokenProvider", "AmplifyOptions.LambdaTokenProvider")]
    public async Task Mode_ThatLacksItsSetting_TellsTheKeyBeforeAnythingIsSent(AuthMode mode, string key, string advice)
    {
        await using VerifyingServer server = await VerifyingServer.StartAsync();
        using GraphQLFixture fixture = new GraphQLFixture(server.Root).WithAppSync(mode);

        var error = await Assert.ThrowsAsync<AmplifyConfigurationException>(() => fixture.SendAsync());

        Assert.Equal(key, error.Key);
        Assert.Contains(mode.ToString(), error.Message, StringComparison.Ordinal);
        Assert.Contains(advice, error.Message, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task ApiKey_MissingElsewhere_TellsTheKeyOfThatApi()
    {
        using var fixture = new GraphQLFixture(new Uri("http://127.0.0.1:1/"));
        fixture.Api.GraphQLApis.Add(new() { Name = "Other", Endpoint = fixture.Endpoint });
        fixture.Api.GraphQLEndpoint = fixture.Endpoint;

        var named = await Assert.ThrowsAsync<AmplifyConfigurationException>(() => fixture.SendAsync(new() { Mode = AuthMode.ApiKey }, "Other"));
        var custom = await Assert.ThrowsAsync<AmplifyConfigurationException>(() => fixture.SendAsync(new() { Mode = AuthMode.ApiKey }));

        Assert.Equal(("Api.GraphQLApis[0].ApiKey", "Api.GraphQLHeaders"), (named.Key, custom.Key));
        Assert.Contains("'Other'", named.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(AuthMode.Iam)]
    [InlineData(AuthMode.UserPool)]
    public async Task ExplicitAuthorization_IsSentInsteadAndAsksNobody(AuthMode mode)
    {
        await using VerifyingServer server = await VerifyingServer.StartAsync();
        using GraphQLFixture fixture = new GraphQLFixture(server.Root).WithAppSync(mode);

        await fixture.SendAsync(headers: ("authorization", "mine"));

        Assert.Equal(("mine", null), (server.Only["Authorization"], server.Only["x-amz-date"]));
    }

    [Fact]
    public async Task Refused_ThenOk_TheTokenIsRenewedOnce()
    {
        await using VerifyingServer server = await VerifyingServer.StartAsync(Refusing(refusals: 1));
        using GraphQLFixture fixture = new GraphQLFixture(server.Root).WithAppSync(AuthMode.UserPool);
        fixture.Tokens = new() { UserPool = new NumberedTokens() };

        Assert.Equal(HttpStatusCode.OK, await fixture.SendAsync());

        Assert.Equal(["token-1", "token-2"], server.Requests.Select(request => request["Authorization"]));
        Assert.Equal(server.Requests[0].Text, server.Requests[1].Text);
    }

    [Fact]
    public async Task Refused_ForEver_IsTwoTries()
    {
        await using VerifyingServer server = await VerifyingServer.StartAsync(Refusing(int.MaxValue));
        using GraphQLFixture fixture = new GraphQLFixture(server.Root).WithAppSync(AuthMode.Lambda);
        fixture.Tokens = new() { Lambda = new NumberedTokens() };

        Assert.Equal(HttpStatusCode.Unauthorized, await fixture.SendAsync());

        Assert.Equal(2, server.Requests.Length);
    }

    [Theory]
    [InlineData(AuthMode.ApiKey, "x-api-key")]
    [InlineData(AuthMode.None, "Authorization")]
    public async Task Refused_HeaderOfTheApisFunction_IsAskedForAgainOnce(AuthMode mode, string header)
    {
        int asked = 1;
        await using VerifyingServer server = await VerifyingServer.StartAsync(Refusing(int.MaxValue));
        using GraphQLFixture fixture = new GraphQLFixture(server.Root).WithAppSync(mode);
        var call = new GraphQLCallAuthorization
        {
            CustomHeader = _ => new(new Dictionary<string, string?> { [header] = FormattableString.Invariant($"value-{++asked}") }),
        };

        await fixture.SendAsync(call, headers: (header, "value-1"));

        Assert.Equal(["value-1", "value-2"], server.Requests.Select(request => request[header]));
    }

    [Fact]
    public async Task Refused_ClockWrongByTheBodyOfAppSync_IsCorrected()
    {
        int requests = 0;
        await using VerifyingServer server = await VerifyingServer.StartAsync(
            async context =>
            {
                context.Response.StatusCode = ++requests == 1 ? 403 : 200;
                await context.Response.WriteAsync(
                    """{"errors":[{"errorType":"InvalidSignatureException","message":"Signature expired: 20260102T030405Z is now earlier than 20260102T040000Z (20260102T040500Z - 5 min.)"}]}""");
            },
            scope: AppSyncScope);
        using GraphQLFixture fixture = new GraphQLFixture(server.Root).WithAppSync(AuthMode.Iam).Signing();
        fixture.Region = "eu-west-1";

        Assert.Equal(HttpStatusCode.OK, await fixture.SendAsync());

        Assert.Equal(["20260102T030405Z", "20260102T040500Z"], server.Requests.Select(request => request["x-amz-date"]));
    }

    [Fact]
    public async Task Named_HasItsOwnModeAndKey()
    {
        await using VerifyingServer server = await VerifyingServer.StartAsync();
        using GraphQLFixture fixture = new GraphQLFixture(server.Root).WithAppSync(AuthMode.None);
        fixture.Api.GraphQLApis.Add(new() { Name = "Other", Endpoint = fixture.Endpoint, ApiKey = "other-key" });

        await fixture.SendAsync(apiName: "Other");

        Assert.Equal("other-key", server.Only["x-api-key"]);
    }

    private static ITokenProvider Giving(string token) => TokenProvider.Create(_ => new(token));

    private static RequestDelegate Refusing(int refusals)
    {
        int requests = 0;
        return async context =>
        {
            if (Interlocked.Increment(ref requests) <= refusals)
            {
                context.Response.StatusCode = 401;
                await context.Response.WriteAsync("""{"errors":[{"errorType":"UnauthorizedException","message":"Token has expired."}]}""");
            }
        };
    }
}
