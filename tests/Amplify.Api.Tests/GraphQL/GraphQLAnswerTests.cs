using System.Net;
using System.Text;
using System.Text.Json;
using Amplify.Testing;

namespace Amplify.Api.Tests.GraphQL;

/// <summary>What comes back, as it should and as it should not.</summary>
public sealed class GraphQLAnswerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Errors_OfAppSync_AreReadInFull()
    {
        CallFixture fixture = CallFixture.Answering(
            """
            {"data":{"getEvent":null},"errors":[{"path":["getEvent","items",3,"name"],"data":{"kept":1},"errorType":"Unauthorized","errorInfo":{"why":"x"},
            "locations":[{"line":2,"column":3,"sourceName":null}],"message":"Not Authorized to access name on type Event","extensions":{"a":1},"more":1}]}
            """);

        var error = await Assert.ThrowsAsync<GraphQLException<GetEventData>>(() => fixture.Create().QueryAsync(GetEventData.Query, cancellationToken: Token));

        GraphQLError item = Assert.Single(error.Errors);
        Assert.Equal("getEvent.items[3].name: Not Authorized to access name on type Event (Unauthorized)", item.ToString());
        Assert.Equal([new("getEvent", null), new("items", null), new(null, 3), new("name", null)], item.Path);
        Assert.Equal([new GraphQLLocation(2, 3)], item.Locations);
        Assert.Equal(("Unauthorized", 1, "x", 1), (
            item.ErrorType, item.Data?.GetProperty("kept").GetInt32(), item.ErrorInfo?.GetProperty("why").GetString(), item.Extensions?.GetProperty("a").GetInt32()));
        Assert.Equal(
            "query GetEvent on GraphQL failed: getEvent.items[3].name: Not Authorized to access name on type Event (Unauthorized). The caller may not use this field. Check the authorization of field and type in the schema, and the AuthMode of the call.",
            error.Message);
        Assert.Equal(HttpStatusCode.OK, error.StatusCode);
        Assert.Equal(new GetEventData(GetEvent: null), error.PartialData);
        Assert.Equal(error.PartialData, ((GraphQLException)error).PartialData);
    }

    [Theory]
    [InlineData("""{"message":"no"}""", "no")]
    [InlineData("""{"message":"no","path":null,"locations":null,"errorType":null,"errorInfo":null,"data":null,"extensions":null}""", "no")]
    [InlineData("""{"message":"no","path":[],"extensions":{"code":"UNAUTHENTICATED"}}""", "no (UNAUTHENTICATED)")]
    [InlineData("""{"message":"no","extensions":{"errorType":"T"}}""", "no (T)")]
    [InlineData("""{"message":null}""", "an error without a message")]
    [InlineData("""{"message":{"a":1},"path":"x","locations":[null,1,{},{"line":"x"}],"errorType":1,"extensions":[]}""", "an error without a message")]
    [InlineData("""{"path":[null,true,1.5,{"a":1}]}""", """True.1.5.{"a":1}: an error without a message""")]
    [InlineData("\"only text\"", "only text")]
    [InlineData("""{"message":"\ud800","path":["a","\udc00"],"errorType":"T"}""", """a.?: an error without a message (T)""")]
    [InlineData("null", "an error without a message")]
    public async Task Errors_OfAnyShape_AreTold(string item, string expected)
    {
        CallFixture fixture = CallFixture.Answering($$"""{"errors":[{{item}}]}""");

        var error = await Assert.ThrowsAsync<GraphQLException<GetEventData>>(() => fixture.Create().QueryAsync(GetEventData.Query, cancellationToken: Token));

        Assert.Equal(expected, Assert.Single(error.Errors).ToString());
        Assert.Null(error.PartialData);
    }

    [Fact]
    public async Task Message_OfManyErrors_TellsTheFirstOnesInOneLine()
    {
        string items = string.Join(',', Enumerable.Range(1, 9).Select(i => $$"""{"message":"line {{i}}\nmore","path":["a{{i}}"]}"""));

        var error = await Assert.ThrowsAsync<GraphQLException<GetEventData>>(
            () => CallFixture.Answering($$"""{"errors":[{{items}}]}""").Create().QueryAsync(GetEventData.Query, cancellationToken: Token));

        Assert.Equal(9, error.Errors.Count);
        Assert.Equal("line 1\nmore", error.Errors[0].Message);
        Assert.Equal("query GetEvent on GraphQL failed with 9 errors: a1: line 1…; a2: line 2…; a3: line 3…; a4: line 4…; a5: line 5…; and 4 more.", error.Message);
    }

    [Fact]
    public async Task Message_OfAVeryLongError_IsCut()
    {
        var error = await Assert.ThrowsAsync<GraphQLException<GetEventData>>(() => CallFixture
            .Answering($$"""{"errors":[{"message":"{{new string('x', 100_000)}}"}]}""").Create().QueryAsync(GetEventData.Query, cancellationToken: Token));

        Assert.InRange(error.Message.Length, 500, 700);
        Assert.Equal(100_000, error.Errors[0].Message.Length);
    }

    [Theory]
    [InlineData(400, "BadRequestException", "could not read the request")]
    [InlineData(401, "UnauthorizedException", "Check AuthMode")]
    [InlineData(403, "AccessDeniedException", "appsync:GraphQL")]
    [InlineData(403, "InvalidSignatureException", "secret key does not belong")]
    [InlineData(403, "ExpiredTokenException", "have expired")]
    [InlineData(403, "WAFForbiddenException", "firewall")]
    [InlineData(403, "Other", "may not make this call")]
    [InlineData(404, "X", "ends in /graphql")]
    [InlineData(413, "RequestEntityTooLargeException", "about 1 MB")]
    [InlineData(429, "ThrottlingException", "after 17 s")]
    [InlineData(500, "InternalFailure", "Try again later")]
    [InlineData(503, "X", "Try again later")]
    [InlineData(504, "ExecutionTimeout", "30 seconds")]
    public async Task Status_WithGraphQLBody_IsAGraphQLResponse(int status, string type, string advice)
    {
        string body = $$"""{"errors":[{"errorType":"{{type}}","message":"words."}]}""";
        var fixture = new CallFixture(StubHandler.Answering((HttpStatusCode)status, body, headers: [("x-amzn-RequestId", "id-1"), ("Retry-After", "17")]));

        var error = await Assert.ThrowsAsync<GraphQLException<GetEventData>>(() => fixture.Create().QueryAsync(GetEventData.Query, cancellationToken: Token));
        GraphQLResponse<GetEventData> response = await fixture.Create().SendAsync(GetEventData.Query, cancellationToken: Token);

        Assert.StartsWith($"query GetEvent on GraphQL answered {status}, failed: words. ({type}). ", error.Message, StringComparison.Ordinal);
        Assert.Contains(advice, error.Message, StringComparison.Ordinal);
        Assert.Equal((status, "id-1"), ((int?)error.StatusCode, error.RequestId));
        Assert.Equal(status is 429 or 500 or 503 or 504, error.IsTransient);
        Assert.Equal((status, "id-1", type), ((int)response.StatusCode, response.RequestId, response.Errors[0].ErrorType));
        Assert.Equal("17", response.Headers["retry-after"]);
    }

    [Theory]
    [InlineData(401, """{"message":"Unauthorized"}""", "application/json", "Unauthorized")]
    [InlineData(403, """{"message":"Forbidden","errors":{"a":["b"]}}""", "application/json", "Forbidden")]
    [InlineData(404, """{"__type":"com.amazon.coral.service#UnknownOperationException"}""", "application/json", "UnknownOperationException")]
    [InlineData(413, "<html>", "text/html", "too large")]
    [InlineData(429, "", "text/plain", "Slow down")]
    [InlineData(500, "[]", "application/json", "The service failed")]
    [InlineData(502, "null", "application/json", "The service failed")]
    [InlineData(503, """{"errors":[]}""", "application/json", "The service failed")]
    [InlineData(302, "", "text/plain", "not followed")]
    public async Task Status_WithoutGraphQLBody_IsAnApiException(int status, string body, string type, string told)
    {
        var error = await Assert.ThrowsAsync<ApiException>(
            () => CallFixture.Answering(body, (HttpStatusCode)status, type).Create().SendAsync(GetEventData.Query, cancellationToken: Token));

        Assert.Equal((status, body), ((int)error.StatusCode, error.Body));
        Assert.StartsWith($"query GetEvent on GraphQL answered {status}", error.Message, StringComparison.Ordinal);
        Assert.Contains(told, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<html><body>Sign in</body></html>", "text/html")]
    [InlineData("", "application/json")]
    [InlineData("""{"message":"hello"}""", "application/json")]
    [InlineData("""{"errors":null}""", "application/json")]
    [InlineData("""{"data":{"getEvent":""", "application/json")]
    [InlineData("\"text\"", "application/json")]
    [InlineData("null", "application/json")]
    public async Task Ok_WithoutGraphQLBody_IsAnApiExceptionWithTheBody(string body, string type)
    {
        var error = await Assert.ThrowsAsync<ApiException>(
            () => CallFixture.Answering(body, type: type).Create().SendAsync(GetEventData.Query, cancellationToken: Token));

        Assert.Equal((HttpStatusCode.OK, body), (error.StatusCode, error.Body));
        Assert.Contains("answered 200, but not as a GraphQL server does", error.Message, StringComparison.Ordinal);
        Assert.Contains("Check that the endpoint of the API is its GraphQL URL.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Data_OfAnotherShape_TellsWhere()
    {
        var error = await Assert.ThrowsAsync<ApiException>(() => CallFixture
            .Answering("""{"data":{"getEvent":{"id":{"a":1}}}}""").Create().SendAsync(GetEventData.Query, cancellationToken: Token));

        Assert.Contains("its data is not JSON for GetEventData", error.Message, StringComparison.Ordinal);
        Assert.Contains("$.data.getEvent.id", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Data_OfATypeThatCannotBeRead_IsAnApiException()
    {
        var error = await Assert.ThrowsAsync<ApiException>(() => CallFixture
            .Answering("""{"data":{"thing":{"a":1}}}""").Create().MutateAsync(new GraphQLOperation<Unreadable>("mutation M { thing { a } }"), cancellationToken: Token));

        Assert.IsType<NotSupportedException>(error.InnerException);
        Assert.Contains("Unreadable", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Data_OfAnotherShapeWithErrors_TellsTheErrorsAndKeepsTheData()
    {
        CallFixture fixture = CallFixture.Answering("""{"data":{"count":null,"name":"x"},"errors":[{"message":"no count","path":["count"]}]}""");

        var error = await Assert.ThrowsAsync<GraphQLException>(() => fixture.Create().SendAsync(new GraphQLOperation<Counted>("{ count name }"), cancellationToken: Token));

        Assert.Equal("count: no count", Assert.Single(error.Errors).ToString());
        Assert.Equal("x", Assert.IsType<JsonElement>(error.PartialData).GetProperty("name").GetString());
        Assert.IsType<JsonException>(error.InnerException);
    }

    [Fact]
    public async Task Data_Null_WithErrors_IsNullOrDefault()
    {
        GraphQLApi api = CallFixture.Answering("""{"data":null,"errors":[{"message":"no"}]}""").Create();

        Assert.Null((await api.SendAsync(GetEventData.Query, cancellationToken: Token)).Data);
        Assert.Null((await api.SendAsync(new GraphQLOperation<string>("{ a }"), cancellationToken: Token)).Data);
        Assert.Equal(default, (await api.SendAsync(new GraphQLOperation<Counted>("{ a }"), cancellationToken: Token)).Data);
        Assert.Equal(JsonValueKind.Null, (await api.SendAsync(new GraphQLOperation<JsonElement>("{ a }"), cancellationToken: Token)).Data.ValueKind);
        var error = await Assert.ThrowsAsync<GraphQLException<Counted>>(() => api.QueryAsync(new GraphQLOperation<Counted>("{ a }"), cancellationToken: Token));
        Assert.Equal(default, error.PartialData);
    }

    [Fact]
    public async Task Data_Null_WithoutErrors_IsToldByQuery()
    {
        GraphQLApi api = CallFixture.Answering("""{"data":null}""").Create();

        Assert.Contains("with no data", (await Assert.ThrowsAsync<ApiException>(() => api.QueryAsync(GetEventData.Query, cancellationToken: Token))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ApiException>(() => api.QueryAsync(new GraphQLOperation<JsonElement>("{ a }"), cancellationToken: Token));
        await Assert.ThrowsAsync<ApiException>(() => api.QueryAsync(new GraphQLOperation<string>("{ a }"), cancellationToken: Token));
        Assert.Null((await api.SendAsync(GetEventData.Query, cancellationToken: Token)).Data);
    }

    [Fact]
    public async Task Answer_WithDuplicateKeys_LastOnesCount()
    {
        GraphQLResponse<GetEventData> response = await CallFixture
            .Answering("""{"data":{"getEvent":{"id":"1"}},"errors":[{"message":"a"}],"data":{"getEvent":{"id":"2","id":"3"}},"errors":[{"message":"b","message":"c"}]}""")
            .Create().SendAsync(GetEventData.Query, cancellationToken: Token);

        Assert.Equal(("3", "c"), (response.Data?.GetEvent?.Id, Assert.Single(response.Errors).Message));
    }

    [Fact]
    public async Task Answer_StrictOptionsOfTheApplication_HoldForItsDataOnly()
    {
        var fixture = CallFixture.Answering("""{"took":1,"data":{"getEvent":{"id":"1"}},"hasNext":false}""");
        fixture.Json = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow };

        Assert.Equal("1", (await fixture.Create().QueryAsync(GetEventData.Query, cancellationToken: Token)).GetEvent?.Id);
        await Assert.ThrowsAsync<ApiException>(() => fixture.Create().QueryAsync(CreateEventDataQuery, cancellationToken: Token));
    }

    [Fact]
    public async Task Answer_NamingPolicyOfTheApplication_DoesNotTouchTheEnvelope()
    {
        var fixture = CallFixture.Answering("""{"data":{"get_event":{"id":"1"}}}""");
        fixture.Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

        Assert.Equal("1", (await fixture.Create().QueryAsync(GetEventData.Query, cancellationToken: Token)).GetEvent?.Id);
    }

    [Theory]
    [InlineData("data")]
    [InlineData("errors")]
    [InlineData("extensions")]
    [InlineData("unknown")]
    public async Task Answer_NestedWithoutEnd_IsAnError(string member)
    {
        string deep = string.Concat(Enumerable.Repeat("""[{"a":""", 50_000)) + "1" + string.Concat(Enumerable.Repeat("}]", 50_000));

        var error = await Assert.ThrowsAsync<ApiException>(() => CallFixture
            .Answering($$"""{"{{member}}":{{deep}},"data":null}""").Create().SendAsync(new GraphQLOperation<JsonElement>("{ a }"), cancellationToken: Token));

        Assert.Contains("depth", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_OfTenMegabytes_IsRead()
    {
        var body = new StringBuilder("""{"data":{"listEvents":{"items":[""");
        int count = 0;
        while (body.Length < 10_000_000)
        {
            body.Append(count++ == 0 ? "" : ",").Append("""{"id":"1","name":"a name that is neither long nor short, with an é"}""");
        }

        await using GraphQLServer server = await GraphQLServer.StartAsync(body.Append("]}}}").ToString());

        ListEventsData data = await new CallFixture(server).Create().QueryAsync(ListEventsData.Query, cancellationToken: Token);

        Assert.Equal(count, data.ListEvents?.Items?.Count);
    }

    [Fact]
    public async Task Answer_LargerThanAllowed_IsToldWithTheSetting()
    {
        await using GraphQLServer server = await GraphQLServer.StartAsync("""{"data":{"a":"0123456789"}}""");

        var error = await Assert.ThrowsAsync<ApiException>(() => new CallFixture(server).Create().QueryAsync(
            new GraphQLOperation<string>("{ a }"), new() { MaxResponseBytes = 10 }, Token));

        Assert.Contains("MaxResponseBytes", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Streaming", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_WithByteOrderMarkOrAnotherCharacterSet_IsRead()
    {
        byte[][] bodies =
        [
            [.. Encoding.UTF8.Preamble, .. """{"data":{"a":"é"}}"""u8],
            Encoding.Latin1.GetBytes("""{"data":{"a":"é"}}"""),
        ];
        var answers = new Queue<GraphQLServer.Answer>(
            [new("", Type: "application/graphql-response+json; charset=utf-8") { Bytes = bodies[0] }, new("", Type: "application/json; charset=iso-8859-1") { Bytes = bodies[1] }]);
        await using GraphQLServer server = await GraphQLServer.StartAsync(_ => answers.Dequeue());
        GraphQLApi api = new CallFixture(server).Create();

        Assert.Equal("""{"a":"é"}""", await api.QueryAsync(new GraphQLOperation<string>("{ a }"), cancellationToken: Token));
        Assert.Equal("""{"a":"é"}""", await api.QueryAsync(new GraphQLOperation<string>("{ a }"), cancellationToken: Token));
    }

    [Fact]
    public async Task Errors_ThatRepeatTheRequestsCredentials_AreCleaned()
    {
        await using GraphQLServer server = await GraphQLServer.StartAsync(request => new(
            $$"""{"errors":[{"errorType":"InvalidSignatureException","message":"The request\nx-api-key:{{request["x-api-key"]}}\n was wrong"}]}""", 403));

        var error = await Assert.ThrowsAsync<GraphQLException<GetEventData>>(() => new CallFixture(server).Create().QueryAsync(GetEventData.Query, cancellationToken: Token));

        Assert.NotNull(server.Only["x-api-key"]);
        Assert.DoesNotContain(server.Only["x-api-key"]!, $"{error} {error.Errors[0]} {error.Errors[0].Message}", StringComparison.Ordinal);
        Assert.Contains("x-api-key:***", error.Errors[0].Message, StringComparison.Ordinal);
    }

    private static GraphQLOperation<Strict> CreateEventDataQuery { get; } = new("{ getEvent { id } }");

    private sealed record Strict(string? Other);

    private readonly record struct Counted(int Count, string? Name);

    private sealed record Unreadable(IThing Thing);

    private interface IThing
    {
        int A { get; }
    }
}
