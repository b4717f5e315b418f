using System.Text.Json;
using Amplify.Local.Tests.Support;
using Microsoft.Extensions.Logging;

namespace Amplify.Local.Tests.AppSync;

public sealed class ErrorTests
{
    private const string Schema =
        """
        type User { id: ID! name: String! nick: String secret: String @aws_iam must: String! @aws_iam friends: [User!] at: AWSDateTime }
        interface Node { id: ID! }
        type Thing implements Node { id: ID! }
        enum Size { SMALL }
        type Query { user: User users: [User] strict: [User!]! node: Node plain: String size: Size number: Int }
        """;

    [Fact]
    public async Task Resolver_ThrowsAppSyncException_IsToldWithTypeDataAndInfo()
    {
        await using AppSyncHarness app = await AppSyncHarness.StartAsync(Schema);
        app.AppSync.Resolve("Query.plain", _ => throw new AppSyncException("No more.", "OutOfStock", new { Left = 0 }, new { Retry = true }));
        app.AppSync.Resolve("Query.number", _ => 5);

        Reply reply = await app.PostAsync("{\n  p: plain\n  number\n}");

        Assert.Equal(
            """{"data":{"p":null,"number":5},"errors":[{"path":["p"],"data":{"left":0},"errorType":"OutOfStock","errorInfo":{"retry":true},"locations":[{"line":2,"column":3,"sourceName":null}],"message":"No more."}]}""",
            reply.Text);
    }

    [Fact]
    public async Task Resolver_ThrowsAnythingElse_IsToldWithoutStackTraceAndLogged()
    {
        var log = new LogCapture();
        await using Harness harness = await Harness.StartAsync(new LocalBackendOptions { AppSync = new() { Schema = Schema }, LoggerFactory = log });
        harness.Backend.AppSync.Resolve("Query.plain", async (_, _) =>
        {
            await Task.Yield();
            throw new InvalidOperationException("It broke.");
        });
        HttpRequestMessage request = harness.Request("POST", "/graphql", """{"query":"{ plain }"}""");
        request.Headers.Add("x-api-key", harness.Backend.AppSync.ApiKey);

        Reply reply = await harness.SendAsync(request);

        Assert.Equal(
            """{"data":{"plain":null},"errors":[{"path":["plain"],"data":null,"errorType":"Lambda:Unhandled","errorInfo":null,"locations":[{"line":1,"column":3,"sourceName":null}],"message":"It broke."}]}""",
            reply.Text);
        Assert.Contains(log.Lines, line => line.Level == LogLevel.Error && line.Text.Contains("The resolver of Query.plain threw", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Resolver_AppendsErrors_ItsValueStays()
    {
        await using AppSyncHarness app = await AppSyncHarness.StartAsync(Schema);
        app.AppSync.Resolve("Query.users", context =>
        {
            context.AppendError(new AppSyncException("Some are missing.", "Partial"));
            return new[] { new { id = 1, name = "Ann" } };
        });

        Reply reply = await app.PostAsync("{ users { name } }");

        Assert.Equal(
            """{"data":{"users":[{"name":"Ann"}]},"errors":[{"path":["users"],"data":null,"errorType":"Partial","errorInfo":null,"locations":[{"line":1,"column":3,"sourceName":null}],"message":"Some are missing."}]}""",
            reply.Text);
    }

    [Fact]
    public async Task NullForNonNull_EachMissingField_IsToldAndTheObjectIsNull()
    {
        await using AppSyncHarness app = await AppSyncHarness.StartAsync(Schema);
        app.AppSync.Resolve("Query.users", _ => JsonElement.Parse("""[{"id":1,"name":"Ann"},{"nick":"B"}]"""));

        Reply reply = await app.PostAsync("{ users { id name nick } }");

        Assert.Equal(
            """{"data":{"users":[{"id":"1","name":"Ann","nick":null},null]},"errors":[{"path":["users",1,"id"],"locations":null,"message":"Cannot return null for non-nullable type: 'ID' within parent 'User' (/users[1]/id)"},{"path":["users",1,"name"],"locations":null,"message":"Cannot return null for non-nullable type: 'String' within parent 'User' (/users[1]/name)"}]}""",
            reply.Text);
    }

    [Fact]
    public async Task NullForNonNull_UpToTheRoot_LeavesNoData()
    {
        await using AppSyncHarness app = await AppSyncHarness.StartAsync(Schema);
        app.AppSync.Resolve("Query.strict", _ => JsonElement.Parse("""[{"id":1},null]"""));

        Reply element = await app.PostAsync("{ strict { id } number }");
        app.AppSync.Resolve("Query.strict", _ => null);
        Reply list = await app.PostAsync("{ strict { id } }");

        Assert.Equal(
            """{"data":null,"errors":[{"path":["strict",1],"locations":null,"message":"Cannot return null for non-nullable type: 'User' within parent 'Query' (/strict[1])"}]}""",
            element.Text);
        Assert.Equal(
            """{"data":null,"errors":[{"path":["strict"],"locations":null,"message":"Cannot return null for non-nullable type: '[User!]' within parent 'Query' (/strict)"}]}""",
            list.Text);
    }

    [Fact]
    public async Task DeniedField_IsNullWithUnauthorizedAndItsSiblingsGoOn()
    {
        await using AppSyncHarness app = await AppSyncHarness.StartAsync(new LocalAppSyncOptions { Schema = Schema, AdditionalModes = [AppSyncAuthMode.Iam] });
        bool asked = false;
        app.AppSync.Resolve("Query.user", _ => JsonElement.Parse("""{"id":1,"name":"Ann","secret":"s","must":"m"}"""));
        app.AppSync.Resolve("User.secret", _ => asked = true);

        Reply nullable = await app.PostAsync("{ user { name secret } }");
        Reply nonNull = await app.PostAsync("{ user { name must } number }");

        Assert.Equal(
            """{"data":{"user":{"name":"Ann","secret":null}},"errors":[{"path":["user","secret"],"data":null,"errorType":"Unauthorized","errorInfo":null,"locations":[{"line":1,"column":15,"sourceName":null}],"message":"Not Authorized to access secret on type User"}]}""",
            nullable.Text);
        Assert.False(asked);
        Assert.Equal("""{"user":null,"number":null}""", nonNull.Json.GetProperty("data").GetRawText());
        JsonElement error = Assert.Single(nonNull.Json.GetProperty("errors").EnumerateArray());
        Assert.Equal("Not Authorized to access must on type User", error.GetProperty("message").GetString());
    }

    [Theory]
    [InlineData("Query.users", "{ users { id } }", """{"id":1}""", "Can't resolve value (/users) : type mismatch error, expected type LIST")]
    [InlineData("Query.users", "{ users { id } }", "\"text\"", "Can't resolve value (/users) : type mismatch error, expected type LIST")]
    [InlineData("Query.user", "{ user { id } }", "[1]", "Can't resolve value (/user) : type mismatch error, expected type OBJECT")]
    [InlineData("Query.user", "{ user { id } }", "7", "Can't resolve value (/user) : type mismatch error, expected type OBJECT")]
    [InlineData("Query.users", "{ users { id } }", "[7]", "Can't resolve value (/users[0]) : type mismatch error, expected type OBJECT")]
    [InlineData("Query.users", "{ users { at } }", """[{"at":"2020-05-23T06:4:37.000Z"}]""", "Can't serialize value (/users[0]/at) : Unable to serialize `2020-05-23T06:4:37.000Z` as a valid DateTime Object.")]
    [InlineData("Query.size", "{ size }", "\"HUGE\"", "Can't serialize value (/size) : Invalid input for Enum 'Size'. Unknown value 'HUGE'")]
    [InlineData("Query.node", "{ node { id } }", """{"id":1}""", "Can't resolve '/node'. Abstract type 'Node' must resolve to an Object type at runtime for field 'Query.node'. Could not determine the exact type of 'Node'")]
    [InlineData("Query.node", "{ node { id } }", """{"id":1,"__typename":"User"}""", "Can't resolve '/node'. Abstract type 'Node' must resolve to an Object type at runtime for field 'Query.node'. Could not determine the exact type of 'Node'")]
    public async Task Result_ThatDoesNotFitTheSchema_IsTold(string field, string query, string value, string message)
    {
        await using AppSyncHarness app = await AppSyncHarness.StartAsync(Schema);
        app.AppSync.Resolve(field, _ => JsonElement.Parse(value));

        Reply reply = await app.PostAsync(query);

        JsonElement error = Assert.Single(reply.Json.GetProperty("errors").EnumerateArray());
        Assert.Equal(message, error.GetProperty("message").GetString());
        Assert.Equal(["path", "locations", "message"], error.EnumerateObject().Select(member => member.Name));
    }
}
