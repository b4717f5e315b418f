using System.Text.Json;
using Amplify.Cli.Tests.Running;
using Amplify.Local;

namespace Amplify.Cli.Tests.GraphQL;

public sealed class GraphQLCommandTests : IAsyncLifetime
{
    private const string Create = """
        mutation Create($name: String!) { createEvent(name: $name, when: "today", where: "here", description: "") { id name } }
        """;

    private const string Get = "query Get($id: ID!) { getEvent(id: $id) { name } }";
    private const string NoEvents = """{"data":{"listEvents":{"items":[]}}}""";

    private readonly TemporaryFolder _folder = new();
    private LocalBackend _backend = null!;
    private CliTerminal _terminal = null!;

    public async ValueTask InitializeAsync()
    {
        _backend = await LocalBackend.StartAsync(Options(), TestContext.Current.CancellationToken);
        await _backend.WriteConfigurationAsync(_folder.FullPath, TestContext.Current.CancellationToken);
        _terminal = new CliTerminal { WorkingDirectory = _folder.FullPath };
    }

    public async ValueTask DisposeAsync()
    {
        await _backend.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Mutate_ThenQuery_PrintTheWholeResponse()
    {
        CliResult created = await _terminal.RunAsync("graphql", "mutate", "--document", Create, "--variables", """{"name":"O'Neil & søn"}""");
        JsonElement added = created.Json.GetProperty("data").GetProperty("createEvent");
        CliResult found = await _terminal.RunAsync("graphql", "query", "-d", Get, "-v", $$"""{"id":"{{added.GetProperty("id").GetString()}}"}""");

        Assert.All([created, found], static result => Assert.Equal((0, ""), (result.ExitCode, result.Error)));
        Assert.Equal("O'Neil & søn", added.GetProperty("name").GetString());
        Assert.Equal("""
            {
              "data": {
                "getEvent": {
                  "name": "O'Neil & søn"
                }
              }
            }

            """, found.Out, ignoreLineEndingDifferences: true);
    }

    [Theory]
    [InlineData("{ listEvents { items { id } } }")]
    [InlineData("list.graphql")]
    [InlineData("@list.graphql")]
    [InlineData("@-")]
    public async Task Query_Document_IsTextFileOrInput(string document)
    {
        const string List = "# with a byte order mark\n{ listEvents { items { id } } }";
        _folder.File("list.graphql", "\uFEFF" + List);
        _terminal.SetInput(List);

        CliResult result = await _terminal.RunAsync("graphql", "query", "--document", document, "--json");

        Assert.Equal((0, NoEvents + "\n", ""), (result.ExitCode, result.Out, result.Error));
    }

    [Fact]
    public async Task Query_VariablesOfAFileOrInput_AreSent()
    {
        _folder.File("id.json", """{"id":"none"}""");
        _terminal.SetInput("""{"id":"none"}""");

        CliResult file = await _terminal.RunAsync("graphql", "query", "--document", Get, "--variables", "@id.json", "--json");
        CliResult input = await _terminal.RunAsync("graphql", "query", "--document", Get, "--variables", "@-", "--json");

        Assert.Equal("{\"data\":{\"getEvent\":null}}\n", file.Out);
        Assert.Equal(file.Out, input.Out);
    }

    [Fact]
    public async Task Query_SeveralOperations_SendsTheOneThatIsNamed()
    {
        string document = $"query List {{ listEvents {{ items {{ id }} }} }} {Get} {Create}";

        CliResult named = await _terminal.RunAsync("graphql", "query", "--document", document, "--operation", "List", "--json");
        CliResult none = await _terminal.RunAsync("graphql", "query", "--document", document);
        CliResult unknown = await _terminal.RunAsync("graphql", "query", "--document", document, "--operation", "Delete");

        Assert.Equal(NoEvents + "\n", named.Out);
        Assert.Equal((2, 2), (none.ExitCode, unknown.ExitCode));
        Assert.All([none, unknown], static result => Assert.Contains("List, Get, Create", result.Error, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Query_WithErrors_PrintsDataAndErrors_Gives1()
    {
        _backend.AppSync.Resolve("Event.description", static object? (_) => throw new AppSyncException("Not for you.", "Mine", errorInfo: new { code = 7 }));
        await _terminal.RunAsync("graphql", "mutate", "--document", Create, "--variables", """{"name":"first"}""");

        CliResult result = await _terminal.RunAsync("graphql", "query", "--json", "--document", "{ listEvents { items { name description } } }");

        Assert.Equal(1, result.ExitCode);
        Assert.Equal(
            """{"data":{"listEvents":{"items":[{"name":"first","description":null}]}},"errors":[{"message":"Not for you.","path":["listEvents","items",0,"description"],"locations":[{"line":1,"column":29}],"errorType":"Mine","errorInfo":{"code":7}}]}""",
            result.Out.TrimEnd());
        Assert.Contains("listEvents.items[0].description: Not for you. (Mine)", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Query_WrongApiKey_PrintsTheRefusal_AndNeverTheKey()
    {
        const string Key = "da2-aaaaaaaaaaaaaaaaaaaaaaaaaa";

        CliResult result = await _terminal.RunAsync("graphql", "query", "--document", "{ listEvents { items { id } } }", "--api-key", Key, "--json", "--verbose");

        Assert.Equal(1, result.ExitCode);
        Assert.Equal("UnauthorizedException", result.Json.GetProperty("errors")[0].GetProperty("errorType").GetString());
        Assert.Equal(JsonValueKind.Null, result.Json.GetProperty("data").ValueKind);
        Assert.DoesNotContain(Key, result.Out + result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Query_Endpoint_NeedsNoConfiguration()
    {
        using TemporaryFolder empty = new();
        CliTerminal elsewhere = new() { WorkingDirectory = empty.FullPath };
        string endpoint = _backend.AppSync.Endpoint.AbsoluteUri;
        string[] query = ["graphql", "query", "--document", "{ listEvents { items { id } } }", "--json", "--endpoint", endpoint];

        CliResult keyed = await elsewhere.RunAsync([.. query, "--api-key", _backend.AppSync.ApiKey!]);
        CliResult signed = await elsewhere.WithKeys(_backend.Credentials.AccessKeyId, _backend.Credentials.SecretAccessKey)
            .RunAsync([.. query, "--auth-mode", "AWS_IAM", "--region", _backend.Region]);

        Assert.All([keyed, signed], static result => Assert.Equal((0, NoEvents + "\n", ""), (result.ExitCode, result.Out, result.Error)));
    }

    [Fact]
    public async Task Query_AuthModeIam_IsSignedAsTheGuestOfTheConfiguration()
    {
        CliResult result = await _terminal.RunAsync("graphql", "query", "--document", "{ listEvents { items { id } } }", "--auth-mode", "AWS_IAM");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.NotNull(_backend.Requests.Snapshot()[^1].IdentityId);
    }

    [Fact]
    public async Task Query_Token_IsSentAsAuthorization()
    {
        string token = _backend.UserPoolTokens.IssueAccessToken("ann");
        _backend.AppSync.Resolve("Query.getEvent", static context => new { id = "1", name = (context.Identity as AppSyncUserPoolIdentity)?.Username });

        CliResult result = await _terminal.RunAsync("graphql", "query", "--document", Get, "--variables", """{"id":"1"}""", "--token", token, "--json");

        Assert.Equal("{\"data\":{\"getEvent\":{\"name\":\"ann\"}}}\n", result.Out);
        Assert.DoesNotContain(token, result.Out + result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Query_Header_ReachesTheResolver()
    {
        _backend.AppSync.Resolve("Query.getEvent", static context => new { id = "1", name = context.RequestHeaders["x-one"] });

        CliResult result = await _terminal.RunAsync("graphql", "query", "--document", Get, "-v", """{"id":"1"}""", "--header", "X-One: a", "-H", "x-one: b", "--json");

        Assert.Equal("{\"data\":{\"getEvent\":{\"name\":\"a, b\"}}}\n", result.Out);
    }

    [Theory]
    [InlineData("line 1, column 3", "query", "--document", "{ }")]
    [InlineData("is no query", "query", "--document", "mutation Create { a }")]
    [InlineData("is no mutation", "mutate", "--document", "{ a }")]
    [InlineData("--variables", "query", "--document", "{ a }", "--variables", "[1]")]
    [InlineData("--variables", "query", "--document", "{ a }", "--variables", "{id:1}")]
    [InlineData("--variables", "query", "--document", "{ a }", "--variables", "null")]
    [InlineData("--variables", "query", "--document", "{ a }", "--variables", "")]
    [InlineData("Duplicate", "query", "--document", "{ a }", "--variables", """{"a":1,"a":2}""")]
    [InlineData("'a'", "query", "--document", "{ a }", "--variables", """{"a":"\ud800"}""")]
    [InlineData("--endpoint", "query", "--document", "{ a }", "--endpoint", "http://127.0.0.1:1/graphql", "--config", "aws-exports.js")]
    [InlineData("--endpoint", "query", "--document", "{ a }", "--endpoint", "http://127.0.0.1:1/graphql", "--api", "Other")]
    [InlineData("--region", "query", "--document", "{ a }", "--region", "eu-west-1")]
    [InlineData("--api-key", "query", "--document", "{ a }", "--api-key", "a", "--token", "b")]
    [InlineData("'Other'", "query", "--document", "{ a }", "--api", "Other")]
    public async Task WrongUsage_IsToldBeforeAnythingIsSent_Gives2(string expected, params string[] arguments)
    {
        CliResult result = await _terminal.RunAsync(["graphql", .. arguments]);

        Assert.Equal((2, ""), (result.ExitCode, result.Out));
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.Equal(0, _backend.Requests.Total);
    }

    [Theory]
    [InlineData("missing.graphql", "missing.graphql")]
    [InlineData("@missing.graphql", "missing.graphql")]
    public async Task Query_NoSuchFile_IsNamed_Gives1(string document, string expected)
    {
        CliResult result = await _terminal.RunAsync("graphql", "query", "--document", document);

        Assert.Equal((1, ""), (result.ExitCode, result.Out));
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Query_NoGraphQLServer_SaysSo_Gives1()
    {
        CliResult result = await _terminal.RunAsync(
            "graphql", "query", "--document", "{ a }", "--endpoint", _backend.RestEndpoints["MyPublicApi"].AbsoluteUri, "--auth-mode", "NONE");

        Assert.Equal((1, ""), (result.ExitCode, result.Out));
        Assert.Contains("GraphQL", result.Error, StringComparison.Ordinal);
    }

    private static LocalBackendOptions Options() => new()
    {
        AppSync = new LocalAppSyncOptions { AdditionalModes = [AppSyncAuthMode.Iam, AppSyncAuthMode.UserPool] },
    };
}
