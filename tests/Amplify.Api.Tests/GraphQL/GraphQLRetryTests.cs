using System.Net;
using Amplify.Core.Http;
using Amplify.Testing;

namespace Amplify.Api.Tests.GraphQL;

public sealed class GraphQLRetryTests
{
    private const string Answer = """{"data":{"getEvent":{"id":"1"},"createEvent":{"id":"1"}}}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(429, """{"errors":[{"errorType":"ThrottlingException","message":"Rate exceeded"}]}""")]
    [InlineData(500, """{"errors":[{"errorType":"InternalFailure","message":"x"}]}""")]
    [InlineData(503, "<html>")]
    public async Task Query_TransientStatus_IsSentAgainWithTheSameBody(int status, string body)
    {
        await using GraphQLServer server = await GraphQLServer.StartAsync(FailingOnce(status, body));
        var fixture = new CallFixture(server) { Retry = RetryOptions.Default };

        GetEventData data = await fixture.Create().QueryAsync(GetEventData.Query.With("id", "1"), cancellationToken: Token);

        Assert.Equal("1", data.GetEvent?.Id);
        Assert.Equal(2, server.Requests.Length);
        Assert.Equal(server.Requests[0].Body, server.Requests[1].Body);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task Mutation_TransientStatus_IsSentOnce(int status)
    {
        await using GraphQLServer server = await GraphQLServer.StartAsync(FailingOnce(status, """{"errors":[{"message":"x"}]}"""));
        var fixture = new CallFixture(server) { Retry = RetryOptions.Default };

        var error = await Assert.ThrowsAsync<GraphQLException<CreateEventData>>(() => fixture.Create().MutateAsync(CreateEventData.Mutation, cancellationToken: Token));

        Assert.True(error.IsTransient);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Mutation_CutAfterSending_IsNotRepeated()
    {
        await using var server = new FaultServer(async (connection, _) => await connection.ReadRequestAsync());
        var fixture = new CallFixture(HttpTransport.Create(), new Uri(server.Root, "graphql").AbsoluteUri) { Retry = RetryOptions.Default };

        var error = await Assert.ThrowsAsync<AmplifyNetworkException>(
            () => fixture.Create().MutateAsync(CreateEventData.Mutation.With("name", "Tea"), cancellationToken: Token));

        Assert.StartsWith("mutation CreateEvent on GraphQL", error.Message, StringComparison.Ordinal);
        Assert.Equal((1, 1), (server.Connections, error.Attempts));
    }

    [Fact]
    public async Task Query_CutAfterSending_IsRepeated()
    {
        await using var server = new FaultServer(async (connection, number) =>
        {
            await connection.ReadRequestAsync();
            if (number == 2)
            {
                await connection.AnswerAsync(200, Answer);
            }
        });
        var fixture = new CallFixture(HttpTransport.Create(), new Uri(server.Root, "graphql").AbsoluteUri) { Retry = RetryOptions.Default };

        GetEventData data = await fixture.Create().QueryAsync(GetEventData.Query, cancellationToken: Token);

        Assert.Equal("1", data.GetEvent?.Id);
    }

    [Fact]
    public async Task Query_OfACall_CanBeSentOnce()
    {
        await using GraphQLServer server = await GraphQLServer.StartAsync(FailingOnce(503, "<html>"));
        var fixture = new CallFixture(server) { Retry = RetryOptions.Default };

        await Assert.ThrowsAsync<ApiException>(() => fixture.Create().QueryAsync(GetEventData.Query, new() { Retry = RetryOptions.None }, Token));

        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Query_AttemptNotAnswered_IsSentAgainAfterThirtySeconds()
    {
        var time = new SkippingTime(skips: false);
        var transport = new FirstUnanswered();
        Task<GetEventData> call = new CallFixture(transport) { Time = time, Retry = new() { BaseDelay = TimeSpan.Zero } }.Create()
            .QueryAsync(GetEventData.Query, cancellationToken: Token);
        await transport.First;

        time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal("1", (await call).GetEvent?.Id);
    }

    [Fact]
    public async Task ExpiredKeyOfAFunction_IsAskedForOnceMore()
    {
        await using GraphQLServer server = await GraphQLServer.StartAsync(request => request["Authorization"] == "token 2"
            ? new(Answer)
            : new("""{"errors":[{"errorType":"UnauthorizedException","message":"Token has expired."}]}""", 401));
        var fixture = new CallFixture(server);
        int asked = 0;
        fixture.Api.AppSync.AuthenticationType = AuthMode.Lambda;
        fixture.Tokens = new() { Lambda = TokenProvider.Create(_ => new($"token {++asked}")) };

        CreateEventData data = await fixture.Create().MutateAsync(CreateEventData.Mutation, cancellationToken: Token);

        Assert.Equal(("1", 2, 2), (data.CreateEvent?.Id, asked, server.Requests.Length));
    }

    [Fact]
    public async Task Query_Cancelled_SaysWhich()
    {
        var transport = StubHandler.Silent();
        using var cancel = new CancellationTokenSource();
        Task<GetEventData> call = new CallFixture(transport).Create().QueryAsync(GetEventData.Query, cancellationToken: cancel.Token);
        await transport.FirstRequest;

        await cancel.CancelAsync();

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Contains("query GetEvent on GraphQL", error.Message, StringComparison.Ordinal);
    }

    private static Func<GraphQLServer.Received, GraphQLServer.Answer> FailingOnce(int status, string body)
    {
        int requests = 0;
        return _ => Interlocked.Increment(ref requests) == 1 ? new(body, status) : new(Answer);
    }

    private sealed class FirstUnanswered : HttpMessageHandler
    {
        private readonly TaskCompletionSource _first = new();
        private int _requests;

        public Task First => _first.Task;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (Interlocked.Increment(ref _requests) == 1)
            {
                _first.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            }

            return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(Answer) };
        }
    }
}
