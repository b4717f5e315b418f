using Amplify.Testing;
using Microsoft.Extensions.Logging;

namespace Amplify.Api.Tests.GraphQL;

public sealed class GraphQLFallbackTests
{
    private const string Refusal = """{"errors":[{"errorType":"UnauthorizedException","message":"You are not authorized to make this call."}]}""";
    private const string Done = """{"data":{"getEvent":{"id":"1"},"createEvent":{"id":"1"}}}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(401, Refusal)]
    [InlineData(403, Refusal)]
    [InlineData(403, """{"message":"Forbidden"}""")]
    [InlineData(200, Refusal)]
    public async Task RequestRefusedAsAWhole_IsSentInTheNextMode_MutationsToo(int status, string refusal)
    {
        await using GraphQLServer server = await GraphQLServer.StartAsync(TakingOnly("x-api-key", status, refusal));
        CallFixture fixture = TokenThenKey(server);

        Assert.Equal("1", (await fixture.Create().QueryAsync(GetEventData.Query, cancellationToken: Token)).GetEvent?.Id);
        Assert.Equal("1", (await TokenThenKey(server).Create().MutateAsync(CreateEventData.Mutation, cancellationToken: Token)).CreateEvent?.Id);

        Assert.Equal(["token", null, "token", null], server.Requests.Select(request => request["Authorization"]));
        Assert.Contains(fixture.Loggers.Events, e => e.Id == 9 && e.Level == LogLevel.Information && e.Text.StartsWith(
            "query GetEvent on GraphQL was not granted in the mode UserPool; the next mode is tried", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"data":null,"errors":[{"errorType":"Unauthorized","message":"x"}]}""")]
    [InlineData("""{"errors":[{"errorType":"Unauthorized","message":"x","path":["createEvent"]}],"data":{"createEvent":null}}""")]
    [InlineData("""{"data":{"createEvent":{"id":null}},"errors":[{"errorType":"Unauthorized","message":"x"}]}""")]
    public async Task Mutation_RefusedWithinA200_IsNeverSentAgain(string refusal)
    {
        await using GraphQLServer server = await GraphQLServer.StartAsync(TakingOnly("x-api-key", 200, refusal));

        await Assert.ThrowsAsync<GraphQLException<CreateEventData>>(() => TokenThenKey(server).Create().MutateAsync(CreateEventData.Mutation, cancellationToken: Token));

        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("""{"data":null,"errors":[{"errorType":"Unauthorized","message":"x"}]}""")]
    [InlineData("""{"errors":[{"errorType":"Unauthorized","message":"x","path":["getEvent"]}],"data":{"getEvent":null,"other":null}}""")]
    public async Task Query_RefusedWithinA200WithNothingGranted_IsSentInTheNextMode(string refusal)
    {
        await using GraphQLServer server = await GraphQLServer.StartAsync(TakingOnly("x-api-key", 200, refusal));

        GetEventData data = await TokenThenKey(server).Create().QueryAsync(GetEventData.Query, cancellationToken: Token);

        Assert.Equal(("1", 2), (data.GetEvent?.Id, server.Requests.Length));
    }

    [Fact]
    public async Task Query_RefusedIntoATypeWithoutNulls_IsSentInTheNextMode()
    {
        await using GraphQLServer server = await GraphQLServer.StartAsync(TakingOnly(
            "x-api-key", 200, """{"errors":[{"errorType":"Unauthorized","message":"x"}],"data":{"count":null}}""", """{"data":{"count":3}}"""));

        Assert.Equal(3, (await TokenThenKey(server).Create().QueryAsync(new GraphQLOperation<Counted>("{ count }"), cancellationToken: Token)).Count);
    }

    [Theory]
    [InlineData("""{"data":{"getEvent":{"id":"1","name":null}},"errors":[{"errorType":"Unauthorized","message":"x","path":["getEvent","name"]}]}""")]
    [InlineData("""{"data":null,"errors":[{"errorType":"Unauthorized","message":"x"},{"errorType":"Other","message":"y"}]}""")]
    [InlineData("""{"data":null,"errors":[{"message":"y"}]}""")]
    public async Task Query_GrantedInPartOrFailedOtherwise_IsTheAnswer(string answer)
    {
        await using GraphQLServer server = await GraphQLServer.StartAsync(answer);

        GraphQLResponse<GetEventData> response = await TokenThenKey(server).Create().SendAsync(GetEventData.Query, cancellationToken: Token);

        Assert.NotEmpty(response.Errors);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task WhatWorked_IsTriedFirstFromThenOn()
    {
        await using GraphQLServer server = await GraphQLServer.StartAsync(TakingOnly("x-api-key", 401, Refusal));
        GraphQLApi api = TokenThenKey(server).Create();

        for (int i = 0; i < 3; i++)
        {
            await api.QueryAsync(GetEventData.Query, cancellationToken: Token);
        }

        Assert.Equal(["token", null, null, null], server.Requests.Select(request => request["Authorization"]));
    }

    [Fact]
    public async Task WhatWorked_RefusedLater_GivesWayToTheOthers()
    {
        string taken = "x-api-key";
        await using GraphQLServer server = await GraphQLServer.StartAsync(request => request.Headers.ContainsKey(taken) ? new(Done) : new(Refusal, 401));
        GraphQLApi api = TokenThenKey(server).Create();
        await api.QueryAsync(GetEventData.Query, cancellationToken: Token);

        taken = "Authorization";
        await api.QueryAsync(GetEventData.Query, cancellationToken: Token);
        await api.QueryAsync(GetEventData.Query, cancellationToken: Token);

        Assert.Equal(["token", null, null, "token", "token"], server.Requests.Select(request => request["Authorization"]));
    }

    [Fact]
    public async Task NobodySignedIn_GoesToTheNextMode_AndBackOnceSomebodyIs()
    {
        await using GraphQLServer server = await GraphQLServer.StartAsync(Done);
        CallFixture fixture = TokenThenKey(server);
        bool signedIn = false;
        fixture.Tokens = new()
        {
            UserPool = TokenProvider.Create(_ => signedIn ? new("token") : throw new AmplifyAuthException("Nobody is signed in.", AmplifyAuthReason.SignInRequired)),
        };
        GraphQLApi api = fixture.Create();

        await api.QueryAsync(GetEventData.Query, cancellationToken: Token);
        signedIn = true;
        await api.QueryAsync(GetEventData.Query, cancellationToken: Token);

        Assert.Equal([null, "token"], server.Requests.Select(request => request["Authorization"]));
    }

    [Fact]
    public async Task AllRefused_TheLastAnswerIsGiven()
    {
        await using GraphQLServer server = await GraphQLServer.StartAsync(Refusal, 401);

        GraphQLResponse<GetEventData> response = await TokenThenKey(server).Create().SendAsync(GetEventData.Query, cancellationToken: Token);

        Assert.Equal((401, 2), ((int)response.StatusCode, server.Requests.Length));
    }

    [Fact]
    public async Task ModeWithoutItsSettings_IsToldAndNotPassedOver()
    {
        await using GraphQLServer server = await GraphQLServer.StartAsync(Done);
        CallFixture fixture = TokenThenKey(server);
        fixture.Tokens = new();

        var error = await Assert.ThrowsAsync<AmplifyConfigurationException>(() => fixture.Create().QueryAsync(GetEventData.Query, cancellationToken: Token));

        Assert.Equal("UserPoolTokenProvider", error.Key);
    }

    [Fact]
    public async Task CallWithAModeOfItsOwn_IsSentInThatOnly()
    {
        await using GraphQLServer server = await GraphQLServer.StartAsync(Refusal, 401);
        GraphQLApi api = TokenThenKey(server).Create();

        await api.SendAsync(GetEventData.Query, new() { AuthMode = AuthMode.ApiKey }, Token);
        await api.SendAsync(GetEventData.Query, new() { Token = "mine" }, Token);

        Assert.Equal([null, "mine"], server.Requests.Select(request => request["Authorization"]));
    }

    [Fact]
    public async Task Timeout_IsOneForAllModes()
    {
        var time = new SkippingTime(skips: false);
        var transport = new SlowRefusal(time);
        CallFixture fixture = TokenThenKey(new CallFixture(transport) { Time = time });

        var error = await Assert.ThrowsAsync<AmplifyTimeoutException>(() => fixture.Create().QueryAsync(
            GetEventData.Query, new() { Timeout = TimeSpan.FromSeconds(10) }, Token));

        Assert.Equal(2, transport.Requests);
        Assert.Equal(TimeSpan.FromSeconds(4), error.Timeout);
    }

    private static CallFixture TokenThenKey(GraphQLServer server) => TokenThenKey(new CallFixture(server));

    private static CallFixture TokenThenKey(CallFixture fixture)
    {
        fixture.Api.AppSync.AuthenticationType = AuthMode.UserPool;
        fixture.Api.AppSync.FallbackModes.Add(AuthMode.ApiKey);
        fixture.Tokens = new() { UserPool = TokenProvider.Create(_ => new("token")) };
        return fixture;
    }

    private static Func<GraphQLServer.Received, GraphQLServer.Answer> TakingOnly(string header, int status, string refusal, string done = Done) =>
        request => request.Headers.ContainsKey(header) ? new(done) : new(refusal, status);

    private sealed record Counted(int Count);

    /// <summary>Refuses the first request after six seconds, and lets the second one wait until its time is over.</summary>
    private sealed class SlowRefusal(SkippingTime time) : HttpMessageHandler
    {
        public int Requests { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            time.Advance(TimeSpan.FromSeconds(++Requests == 1 ? 6 : 4));
            cancellationToken.ThrowIfCancellationRequested();
            return await Task.FromResult(new HttpResponseMessage(System.Net.HttpStatusCode.Unauthorized) { Content = new StringContent(Refusal) });
        }
    }
}
