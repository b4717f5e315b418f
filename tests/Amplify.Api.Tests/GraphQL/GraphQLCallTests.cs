using System.Text.Json;
using System.Text.Json.Nodes;

namespace Amplify.Api.Tests.GraphQL;

public sealed class GraphQLCallTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Query_SendsTheOperationAndGivesItsData()
    {
        await using GraphQLServer server = await GraphQLServer.StartAsync("""{"data":{"getEvent":{"id":"1","name":"Tea"}}}""");

        GetEventData data = await new CallFixture(server) { UserAgent = "MyApp/1" }.Create().QueryAsync(GetEventData.Query.With(new { Id = "1" }), cancellationToken: Token);

        Assert.Equal(new GetEventData(new Event("1", "Tea")), data);
        Assert.Equal(("POST", "/graphql"), (server.Only.Method, server.Only.Path));
        Assert.Equal("application/json", server.Only["Content-Type"]);
        Assert.Equal("application/json", server.Only["Accept"]);
        Assert.Equal("da2-0123456789abcdefghijklmnop", server.Only["x-api-key"]);
        Assert.Matches("^amplify-dotnet/[0-9.]+ MyApp/1$", server.Only["User-Agent"]);
        Assert.Equal(
            """{"query":"query GetEvent($id: ID!) { getEvent(id: $id) { id name } }","operationName":"GetEvent","variables":{"id":"1"}}""",
            server.Only.Body);
    }

    [Fact]
    public async Task Mutate_SendsTheOperationAndGivesItsData()
    {
        await using GraphQLServer server = await GraphQLServer.StartAsync("""{"data":{"createEvent":{"id":"1","name":"Tea"}}}""");

        CreateEventData data = await new CallFixture(server).Create().MutateAsync(CreateEventData.Mutation.With("name", "Tea"), cancellationToken: Token);

        Assert.Equal("1", data.CreateEvent?.Id);
        Assert.Equal("CreateEvent", server.Only.Json.GetProperty("operationName").GetString());
    }

    [Fact]
    public async Task Send_GivesDataErrorsAndExtensions()
    {
        CallFixture fixture = CallFixture.Answering(
            """{"extensions":{"cost":3},"errors":[{"message":"no","path":["getEvent","name"]}],"unknown":{"a":[1]},"data":{"getEvent":{"id":"1","name":null}}}""");

        GraphQLResponse<GetEventData> response = await fixture.Create().SendAsync(GetEventData.Query, cancellationToken: Token);

        Assert.Equal(new GetEventData(new Event("1", null)), response.Data);
        Assert.Equal("getEvent.name: no", Assert.Single(response.Errors).ToString());
        Assert.Equal(3, response.Extensions?.GetProperty("cost").GetInt32());
        Assert.Equal("query GetEvent on GraphQL: 200, 1 errors", response.ToString());
    }

    [Fact]
    public async Task Query_GivenAnotherKind_TellsTheMethodToUse()
    {
        GraphQLApi api = CallFixture.Answering("{}").Create();
        var subscription = new GraphQLOperation<string>("subscription S { s }");

        Assert.Contains("'mutation CreateEvent' is no query. Send it with MutateAsync.", (await Refused(() => api.QueryAsync(CreateEventData.Mutation, cancellationToken: Token))).Message, StringComparison.Ordinal);
        Assert.Contains("'query GetEvent' is no mutation. Send it with QueryAsync.", (await Refused(() => api.MutateAsync(GetEventData.Query, cancellationToken: Token))).Message, StringComparison.Ordinal);
        Assert.Contains("connection that stays open", (await Refused(() => api.QueryAsync(subscription, cancellationToken: Token))).Message, StringComparison.Ordinal);
        Assert.Contains("connection that stays open", (await Refused(() => api.SendAsync(subscription, cancellationToken: Token))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentNullException>(() => api.QueryAsync<string>(null!, cancellationToken: Token));

        static async Task<ArgumentException> Refused(Func<Task> call) => await Assert.ThrowsAsync<ArgumentException>(call);
    }

    [Fact]
    public async Task Query_VariableThatCannotBeWritten_IsToldAndNothingIsSent()
    {
        await using GraphQLServer server = await GraphQLServer.StartAsync("{}");

        var error = await Assert.ThrowsAsync<ArgumentException>(
            () => new CallFixture(server).Create().QueryAsync(GetEventData.Query.With("id", double.PositiveInfinity), cancellationToken: Token));

        Assert.Contains("'id'", error.Message, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Mutate_ResultTypeWithoutInfo_IsToldAndNothingIsSent()
    {
        await using GraphQLServer server = await GraphQLServer.StartAsync("{}");
        var fixture = new CallFixture(server) { HasReflection = false };

        var error = await Assert.ThrowsAsync<AmplifyConfigurationException>(() => fixture.Create().MutateAsync(CreateEventData.Mutation, cancellationToken: Token));

        Assert.Contains("no JSON type information for Amplify.Api.Tests.GraphQL.CreateEventData", error.Message, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Query_WithoutReflection_ReadsByTheApplicationsContext()
    {
        await using GraphQLServer server = await GraphQLServer.StartAsync("""{"errors":[{"message":"x"}],"data":{"getEvent":{"id":"1"}},"extensions":{"a":1}}""");
        var fixture = new CallFixture(server) { HasReflection = false, Json = new(JsonSerializerDefaults.Web) { TypeInfoResolver = EventContext.Default } };

        GraphQLResponse<GetEventData> response = await fixture.Create().SendAsync(GetEventData.Query.With(new { id = "1" }), cancellationToken: Token);

        Assert.Equal(("1", "x", 1), (response.Data?.GetEvent?.Id, Assert.Single(response.Errors).Message, response.Extensions?.GetProperty("a").GetInt32()));
    }

    [Fact]
    public async Task Data_AsJsonElementNodeOrText_IsGivenAsItIs()
    {
        await using GraphQLServer server = await GraphQLServer.StartAsync("""{"data": { "a" : [1, "é"] } }""");
        GraphQLApi api = new CallFixture(server).Create();

        Assert.Equal("é", (await api.QueryAsync(new GraphQLOperation<JsonElement>("{ a }"), cancellationToken: Token)).GetProperty("a")[1].GetString());
        Assert.Equal("é", (string?)(await api.QueryAsync(new GraphQLOperation<JsonNode>("{ a }"), cancellationToken: Token))["a"]![1]);
        Assert.Equal("""{ "a" : [1, "é"] }""", await api.QueryAsync(new GraphQLOperation<string>("{ a }"), cancellationToken: Token));
        Assert.Equal(1, (await api.QueryAsync(new GraphQLOperation<Dictionary<string, JsonElement>>("{ a }"), cancellationToken: Token))["a"][0].GetInt32());
        Assert.Equal(2, (await api.QueryAsync(new GraphQLOperation<Pair>("{ a }"), cancellationToken: Token)).A.Length);
    }

    [Fact]
    public async Task Data_EnumDecimalDateGuidAndSurrogates_ComeBackAsTheyWent()
    {
        await using GraphQLServer server = await GraphQLServer.StartAsync(
            request => new($$$"""{"data":{"echo":{{{request.Json.GetProperty("variables").GetProperty("input").GetRawText()}}}}}"""));
        var fixture = new CallFixture(server)
        {
            Json = new(JsonSerializerDefaults.Web) { Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseUpper) } },
        };
        var sent = new Everything(
            DayOfWeek.Friday, 0.1234567890123456789012345678m, new DateOnly(2028, 2, 29), Guid.Parse("11111111-2222-3333-4444-555555555555"), "\uD83D\uDE00\u0000\u2028<&>'\"\\", long.MaxValue);

        EchoData data = await fixture.Create().QueryAsync(new GraphQLOperation<EchoData>("query E($input: I) { echo(input: $input) { a } }").With(new { input = sent }), cancellationToken: Token);

        Assert.Equal(sent, data.Echo);
        Assert.Contains("\"day\":\"FRIDAY\"", server.Only.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_OfTheCall_WinOverTheFunctionsAndThoseOverTheApis()
    {
        await using GraphQLServer server = await GraphQLServer.StartAsync("""{"data":{}}""");
        var fixture = new CallFixture(server);
        GraphQLRequestInfo? asked = null;
        fixture.Api.GraphQLApis.Add(new GraphQLEndpoint
        {
            Name = "Other",
            Endpoint = server.Endpoint,
            Headers = { ["x-a"] = "api", ["x-b"] = "api", ["x-c"] = "api", ["x-d"] = "api" },
            CustomHeader = (info, _) =>
            {
                asked = info;
                return new(new Dictionary<string, string?> { ["x-b"] = "function", ["X-C"] = "function" });
            },
        });

        await fixture.Create().Named("Other").QueryAsync(
            GetEventData.Query.With("id", "1"), new() { Headers = { ["x-c"] = "call", ["X-D"] = null, ["Accept"] = "application/graphql-response+json" } }, Token);

        Assert.Equal(("api", "function", "call", null), (server.Only["x-a"], server.Only["x-b"], server.Only["x-c"], server.Only["x-d"]));
        Assert.Equal("application/graphql-response+json", server.Only["Accept"]);
        Assert.Equal(
            (GetEventData.Query.Document, "GetEvent", GraphQLOperationKind.Query, """{"id":"1"}"""),
            (asked?.Document, asked?.OperationName, asked?.Kind, asked?.Variables));
    }

    [Fact]
    public async Task Named_CallsThatApi()
    {
        await using GraphQLServer one = await GraphQLServer.StartAsync("""{"data":{"a":1}}""");
        await using GraphQLServer other = await GraphQLServer.StartAsync("""{"data":{"a":2}}""");
        var fixture = new CallFixture(one);
        fixture.Api.GraphQLApis.Add(new GraphQLEndpoint { Name = "Other", Endpoint = other.Endpoint });
        GraphQLApi api = fixture.Create();
        var operation = new GraphQLOperation<string>("{ a }");

        Assert.Equal("""{"a":1}""", await api.QueryAsync(operation, cancellationToken: Token));
        Assert.Equal("""{"a":2}""", await api.Named("Other").QueryAsync(operation, cancellationToken: Token));
        Assert.Equal(new Uri(other.Endpoint), api.Named("Other").Endpoint);
        Assert.Null(other.Only["x-api-key"]);
    }

    [Fact]
    public void Named_UnknownApi_ListsConfiguredNames()
    {
        CallFixture fixture = CallFixture.Answering("{}");
        fixture.Api.GraphQLApis.Add(new GraphQLEndpoint { Name = "Other", Endpoint = "https://api.example/graphql" });

        var error = Assert.Throws<ArgumentException>(() => fixture.Create().Named("Nope"));

        Assert.Contains("'Nope'", error.Message, StringComparison.Ordinal);
        Assert.Contains("Other", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Query_NoDefaultApi_TellsTheKeyToSet()
    {
        CallFixture fixture = CallFixture.Answering("{}");
        fixture.Api.AppSync.GraphQLEndpoint = null;

        var error = await Assert.ThrowsAsync<AmplifyConfigurationException>(() => fixture.Create().QueryAsync(GetEventData.Query, cancellationToken: Token));

        Assert.Equal("Api.AppSync.GraphQLEndpoint", error.Key);
    }

    [Fact]
    public async Task Options_TokenAndKey_AreSent()
    {
        await using GraphQLServer server = await GraphQLServer.StartAsync("""{"data":{}}""");
        GraphQLApi api = new CallFixture(server).Create();

        await api.QueryAsync(GetEventData.Query, new() { Token = "token", AuthMode = AuthMode.Lambda }, Token);
        await api.QueryAsync(GetEventData.Query, new() { ApiKey = "da2-other" }, Token);
        await api.QueryAsync(GetEventData.Query, new() { AuthMode = AuthMode.None }, Token);

        Assert.Equal(("token", null), (server.Requests[0]["Authorization"], server.Requests[0]["x-api-key"]));
        Assert.Equal("da2-other", server.Requests[1]["x-api-key"]);
        Assert.Equal((null, null), (server.Requests[2]["Authorization"], server.Requests[2]["x-api-key"]));
    }

    private readonly record struct Pair(JsonElement[] A);

    private sealed record Everything(DayOfWeek Day, decimal Amount, DateOnly Date, Guid Id, string Text, long Number);

    private sealed record EchoData(Everything Echo);
}
