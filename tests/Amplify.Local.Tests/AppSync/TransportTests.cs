using System.Text;
using Amplify.Local.Tests.Support;

namespace Amplify.Local.Tests.AppSync;

public sealed class TransportTests
{
    private const string Schema = "type Query { hello(name: String): String }  type Mutation { set: Int }  type Subscription { on: Int @aws_subscribe(mutations: [\"set\"]) }";

    [Theory]
    [InlineData("", "MalformedHttpRequestException", "Request body is empty.")]
    [InlineData("meow", "MalformedHttpRequestException", "Unable to parse GraphQL query.")]
    [InlineData("{}", "MalformedHttpRequestException", "Unable to parse GraphQL query.")]
    [InlineData("[]", "MalformedHttpRequestException", "Unable to parse GraphQL query.")]
    [InlineData("""[{"query":"{hello}"}]""", "MalformedHttpRequestException", "Unable to parse GraphQL query.")]
    [InlineData("""{"query":1}""", "MalformedHttpRequestException", "Unable to parse GraphQL query.")]
    [InlineData("""{"query":null}""", "MalformedHttpRequestException", "Unable to parse GraphQL query.")]
    [InlineData("""{"query":"{hello}","variables":[]}""", "MalformedHttpRequestException", "Unable to parse GraphQL query.")]
    [InlineData("""{"query":""}""", "MalformedHttpRequestException", "Unable to parse GraphQL query.")]
    [InlineData("""{"query":"# nothing"}""", "MalformedHttpRequestException", "Unable to parse GraphQL query.")]
    [InlineData("""{"query":"query {"}""", "MalformedHttpRequestException", "Unable to parse GraphQL query.")]
    [InlineData("""{"query":"\ud800"}""", "MalformedHttpRequestException", "Unable to parse GraphQL query.")]
    [InlineData("""{"query":"fragment F on Query { hello }"}""", "MalformedHttpRequestException", "Unable to parse GraphQL query.")]
    [InlineData("""{"query":"query A {hello} query B {hello}"}""", "BadRequestException", "Missing operation name.")]
    [InlineData("""{"query":"query A {hello}","operationName":"X"}""", "BadRequestException", "Unknown operation named 'X'.")]
    [InlineData("""{"query":"subscription { on }"}""", "UnsupportedOperation", "Subscriptions are served by the real-time endpoint, not over HTTP.")]
    public async Task Post_NoRunnableOperation_Is400InAppSyncsShape(string body, string errorType, string message)
    {
        await using AppSyncHarness app = await AppSyncHarness.StartAsync(Schema);

        Reply reply = await app.PostTextAsync(body);

        Assert.Equal(400, reply.Code);
        Assert.Equal(errorType, reply.ErrorType);
        Assert.Equal($$$"""{"errors":[{"errorType":"{{{errorType}}}","message":"{{{message}}}"}]}""", reply.Text);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("application/graphql")]
    [InlineData("text/plain")]
    public async Task Post_AnyContentType_IsReadAsJson(string contentType)
    {
        await using AppSyncHarness app = await AppSyncHarness.StartAsync(Schema);
        app.AppSync.Resolve("Query.hello", context => $"Hello {context.Arguments["name"]}");
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes("""{"query":"{hello(name:\"you\")}"}"""));
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);

        Reply reply = await app.SendAsync(new HttpRequestMessage(HttpMethod.Post, app.AppSync.Endpoint) { Content = content });

        Assert.Equal((200, """{"data":{"hello":"Hello you"}}"""), (reply.Code, reply.Text));
    }

    [Fact]
    public async Task Post_Answer_CarriesAppSyncsHeadersAndIsForAnyOrigin()
    {
        await using AppSyncHarness app = await AppSyncHarness.StartAsync(Schema);

        Reply reply = await app.PostAsync("{hello}");

        Assert.Equal("application/json; charset=UTF-8", reply.Header("Content-Type"));
        Assert.Matches("^[0-9a-f-]{36}$", reply.Header("x-amzn-RequestId"));
        Assert.Equal("1", reply.Header("x-amzn-appsync-TokensConsumed"));
        Assert.Equal("*", reply.Header("Access-Control-Allow-Origin"));
        Assert.Null(reply.Header("x-amz-apigw-id"));
    }

    [Fact]
    public async Task Options_Preflight_IsAnsweredWithoutAuthorization()
    {
        await using Harness harness = await Harness.StartAsync();

        Reply reply = await harness.SendAsync(harness.Request("OPTIONS", "/graphql"));

        Assert.Equal((200, "*"), (reply.Code, reply.Header("Access-Control-Allow-Origin")));
        Assert.Contains("POST", reply.Header("Access-Control-Allow-Methods"), StringComparison.Ordinal);
        Assert.Contains("X-Api-Key", reply.Header("Access-Control-Allow-Headers"), StringComparison.Ordinal);
        Assert.Contains("X-Amz-Security-Token", reply.Header("Access-Control-Allow-Headers"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_QueryString_IsServed()
    {
        await using AppSyncHarness app = await AppSyncHarness.StartAsync(Schema);
        app.AppSync.Resolve("Query.hello", context => $"Hello {context.Arguments["name"]}");
        string query = Uri.EscapeDataString("query A($n: String) { hello(name: $n) } query B { hello }");

        Reply served = await app.SendAsync(app.Http.Request("GET", $"/graphql?query={query}&operationName=A&variables={Uri.EscapeDataString("""{"n":"ü +"}""")}"));
        Reply empty = await app.SendAsync(app.Http.Request("GET", "/graphql?variables={}"));
        Reply broken = await app.SendAsync(app.Http.Request("GET", "/graphql?query={hello}&variables={"));

        Assert.Equal((200, "Hello ü +"), (served.Code, served.Json.GetProperty("data").GetProperty("hello").GetString()));
        Assert.Equal((400, 400), (empty.Code, broken.Code));
    }

    [Theory]
    [InlineData("POST", "/graphql/other")]
    [InlineData("DELETE", "/graphql")]
    public async Task Send_UnknownPathOrMethod_IsAnUnknownOperation(string method, string path)
    {
        await using AppSyncHarness app = await AppSyncHarness.StartAsync(Schema);

        Reply reply = await app.SendAsync(app.Http.Request(method, path));

        Assert.Equal(404, reply.Code);
        Assert.Equal("""{"__type":"com.amazon.coral.service#UnknownOperationException"}""", reply.Text);
    }

    [Fact]
    public async Task Get_FromABrowsersAddressBar_GivesThePage()
    {
        await using AppSyncHarness app = await AppSyncHarness.StartAsync(Schema);
        HttpRequestMessage request = app.Http.Request("GET", "/graphql");
        request.Headers.Add("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");

        Reply reply = await app.Http.SendAsync(request);

        Assert.Equal((200, "text/html; charset=utf-8"), (reply.Code, reply.Header("Content-Type")));
    }

    [Fact]
    public async Task Post_BodyAboveTheLimit_Is413()
    {
        await using AppSyncHarness app = await AppSyncHarness.StartAsync(new LocalAppSyncOptions { Schema = Schema, MaxRequestBytes = 100 });

        Reply fits = await app.PostTextAsync("""{"query":"{hello}"}""".PadRight(100));
        Reply larger = await app.PostTextAsync("""{"query":"{hello}"}""".PadRight(101));

        Assert.Equal((200, 413), (fits.Code, larger.Code));
        Assert.Equal("RequestEntityTooLargeException", larger.ErrorType);
    }

    [Fact]
    public async Task Post_NoOrWrongKey_Is401()
    {
        await using AppSyncHarness app = await AppSyncHarness.StartAsync(Schema);

        Reply none = await app.Http.SendAsync(app.Http.Request("POST", "/graphql", """{"query":"{hello}"}"""));
        HttpRequestMessage request = app.Http.Request("POST", "/graphql", """{"query":"{hello}"}""");
        request.Headers.Add("x-api-key", "da2-aaaaaaaaaaaaaaaaaaaaaaaaaa");
        Reply wrong = await app.Http.SendAsync(request);

        Assert.Equal((401, """{"errors":[{"errorType":"UnauthorizedException","message":"Missing authorization header"}]}"""), (none.Code, none.Text));
        Assert.Equal((401, """{"errors":[{"errorType":"UnauthorizedException","message":"You are not authorized to make this call."}]}"""), (wrong.Code, wrong.Text));
        Assert.Equal("UnauthorizedException", wrong.ErrorType);
        Assert.Equal("*", wrong.Header("Access-Control-Allow-Origin"));
    }

    [Theory]
    [InlineData(429, "ThrottlingException", "Rate exceeded")]
    [InlineData(500, "InternalFailure", "An internal failure occurred.")]
    [InlineData(403, "ForbiddenException", "403 Forbidden")]
    public async Task Fault_Status_IsToldInAppSyncsWordsAndLogged(int status, string errorType, string message)
    {
        await using AppSyncHarness app = await AppSyncHarness.StartAsync(Schema);
        app.Http.Backend.Faults.Sequence(new FaultFilter { Api = LocalFaults.AppSync }, Fault.Status(status));

        Reply faulty = await app.PostAsync("{hello}");
        Reply served = await app.PostAsync("{hello}");

        Assert.Equal((status, errorType, 200), (faulty.Code, faulty.ErrorType, served.Code));
        Assert.Equal($$$"""{"errors":[{"errorType":"{{{errorType}}}","message":"{{{message}}}"}]}""", faulty.Text);
        LoggedRequest[] logged = [.. app.Http.Backend.Requests.Snapshot()];
        Assert.Equal([(LocalFaults.AppSync, (int?)status, errorType), (LocalFaults.AppSync, 200, null)], logged.Select(entry => (entry.Api, entry.StatusCode, entry.ErrorType)));
    }

    [Fact]
    public async Task Post_DeeplyNestedDocument_IsRefusedAndTheBackendLives()
    {
        await using AppSyncHarness app = await AppSyncHarness.StartAsync(Schema);
        string deep = string.Concat(Enumerable.Repeat("{a", 50_000)) + new string('}', 50_000);

        Reply refused = await app.PostAsync(deep);
        Reply list = await app.PostAsync($"{{hello(name:{new string('[', 50_000)}{new string(']', 50_000)})}}");

        Assert.Equal((400, 400), (refused.Code, list.Code));
        Assert.Equal(200, (await app.PostAsync("{hello}")).Code);
    }

    [Fact]
    public async Task Post_VariablesNestedTooDeep_AreRefused()
    {
        await using AppSyncHarness app = await AppSyncHarness.StartAsync(Schema);

        Reply reply = await app.PostTextAsync($$$"""{"query":"{hello}","variables":{"a":{{{new string('[', 10_000)}}}{{{new string(']', 10_000)}}}}}""");

        Assert.Equal((400, "MalformedHttpRequestException"), (reply.Code, reply.ErrorType));
    }

    [Fact]
    public async Task AddApi_ReservedName_IsRefused()
    {
        foreach (string name in (string[])["graphql", "graphiql", "ping", "event"])
        {
            LocalBackendOptions options = new LocalBackendOptions().AddApi(name, static _ => { });

            await Assert.ThrowsAsync<ArgumentException>(() => LocalBackend.StartAsync(options, Harness.Cancellation));
        }
    }

    [Fact]
    public async Task Post_SameDocumentOftenAndManyOthers_IsServedEachTime()
    {
        await using AppSyncHarness app = await AppSyncHarness.StartAsync(Schema);
        app.AppSync.Resolve("Query.hello", context => context.Arguments["name"]);

        for (int i = 0; i < 1200; i++)
        {
            Reply reply = await app.PostAsync($"{{hello(name:\"{i % 700}\")}}");
            Assert.Equal($"{i % 700}", reply.Json.GetProperty("data").GetProperty("hello").GetString());
        }
    }

    [Fact]
    public async Task Post_DuplicateMembers_LastOneCounts()
    {
        await using AppSyncHarness app = await AppSyncHarness.StartAsync(Schema);

        Reply reply = await app.PostTextAsync("""{"query":"nonsense","query":"{__typename}"}""");

        Assert.Equal("Query", reply.Json.GetProperty("data").GetProperty("__typename").GetString());
    }
}
