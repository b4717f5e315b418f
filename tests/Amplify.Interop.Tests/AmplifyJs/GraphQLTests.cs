using System.Text.Json;
using Amplify.Interop.Tests.Running;
using Amplify.Local;

namespace Amplify.Interop.Tests.AmplifyJs;

/// <summary>GraphQL operations by Amplify for JavaScript, against the local AppSync.</summary>
public sealed class GraphQLTests : IClassFixture<AmplifyJsSession>, IDisposable
{
    private const string Item = "query Item($id: ID!) { item(id: $id) { id name day secret } }";

    private readonly AmplifyJsSession _session;

    public GraphQLTests(AmplifyJsSession session)
    {
        Assert.SkipWhen(NodePackages.Missing is not null, NodePackages.Missing ?? "");
        _session = session;
    }

    private AmplifyJsClient Client => _session.Client;

    private LocalBackend Backend => _session.Backend;

    public void Dispose()
    {
        if (NodePackages.Missing is null)
        {
            Backend.Faults.Clear();
        }
    }

    [Fact]
    public async Task Query_ByTheConfiguration_IsSentWithItsApiKey()
    {
        AmplifyJsAnswer answer = await Client.GraphQLAsync(new { query = "{ caller }" });

        Assert.Equal("""{"data":{"caller":"api key"}}""", answer.Result.GetRawText());
    }

    [Fact]
    public async Task Query_AsAGuest_IsSignedWithTheCredentialsOfTheSession()
    {
        AmplifyJsAnswer session = await Client.SessionAsync();
        AmplifyJsAnswer answer = await Client.GraphQLAsync(new { query = "{ caller }", authMode = "iam" });

        Assert.Equal(session.Result.GetProperty("identityId").GetString(), answer.Data.GetProperty("caller").GetString());
    }

    [Fact]
    public async Task Query_LambdaToken_ReachesTheAuthorizer()
    {
        AmplifyJsAnswer allowed = await Client.GraphQLAsync(new { query = "{ caller }", authMode = "lambda", authToken = InteropApi.LambdaToken });
        AmplifyJsAnswer refused = await Client.GraphQLAsync(new { query = "{ caller }", authMode = "lambda", authToken = "custom-guess" });

        Assert.Equal("lambda caller", allowed.Data.GetProperty("caller").GetString());
        AssertUnauthorized(refused);
    }

    [Fact]
    public async Task Mutation_Variables_ArriveAsSent()
    {
        const string PutItem = "mutation PutItem($input: ItemInput!) { putItem(input: $input) { id name day } }";
        var input = new { id = "1", name = "O'Neil & søn 😀 \"x\" \\ \n", day = "2026-02-28" };

        AmplifyJsAnswer answer = await Client.GraphQLAsync(new { query = PutItem, variables = new { input }, authMode = "iam" });

        Assert.True(JsonElement.DeepEquals(JsonSerializer.SerializeToElement(input), answer.Data.GetProperty("putItem")), answer.Data.ToString());
    }

    [Fact]
    public async Task Query_Headers_ReachTheResolvers()
    {
        AmplifyJsAnswer answer = await Client.GraphQLAsync(
            new { query = """{ header(name: "X-One") }""" }, new Dictionary<string, string> { ["x-one"] = "1" });

        Assert.Equal("1", answer.Data.GetProperty("header").GetString());
    }

    [Fact]
    public async Task Query_DeniedField_IsNullAndToldWithTypeAndPath()
    {
        AmplifyJsAnswer answer = await Client.GraphQLAsync(new { query = Item, variables = new { id = "1" } });

        JsonElement error = Assert.Single(answer.Errors);
        Assert.Equal("Unauthorized", error.GetProperty("errorType").GetString());
        Assert.Equal("Not Authorized to access secret on type Item", error.GetProperty("message").GetString());
        Assert.Equal("""["item","secret"]""", error.GetProperty("path").GetRawText());
        Assert.Equal("""{"item":{"id":"1","name":"Tea","day":"2026-02-28","secret":null}}""", answer.Error.GetProperty("data").GetRawText());
    }

    [Fact]
    public async Task Query_ResolverFails_IsToldWithAllOfAppSyncsFields()
    {
        AmplifyJsAnswer answer = await Client.GraphQLAsync(new { query = """{ item(id: "1") { id broken } }""" });

        JsonElement error = Assert.Single(answer.Errors);
        Assert.Equal("It is broken.", error.GetProperty("message").GetString());
        Assert.Equal("Broken", error.GetProperty("errorType").GetString());
        Assert.Equal("""{"part":"lid"}""", error.GetProperty("errorInfo").GetRawText());

        // It prints the document anew before it sends it.
        Assert.Equal("""[{"line":4,"column":5,"sourceName":null}]""", error.GetProperty("locations").GetRawText());
        Assert.Equal("1", answer.Error.GetProperty("data").GetProperty("item").GetProperty("id").GetString());
    }

    [Theory]
    [InlineData("{ nope }", "Validation error of type FieldUndefined: Field 'nope' in type 'Query' is undefined @ 'nope'")]
    [InlineData("{ item { id } }", "Validation error of type MissingFieldArgument: Missing field argument id @ 'item'")]
    public async Task Query_AgainstTheSchema_IsToldInAppSyncsWords(string query, string message)
    {
        AmplifyJsAnswer answer = await Client.GraphQLAsync(new { query });

        Assert.Equal([message], answer.Errors.Select(static error => error.GetProperty("message").GetString()));
    }

    [Fact]
    public async Task Query_WrongApiKey_IsUnauthorized() =>
        AssertUnauthorized(await Client.GraphQLAsync(new { query = "{ caller }", authMode = "apiKey", apiKey = "da2-aaaaaaaaaaaaaaaaaaaaaaaaaa" }));

    [Fact]
    public async Task Query_ServersClockOff_IsSignedAnewWithItsTime()
    {
        Backend.Faults.ClockSkew = TimeSpan.FromMinutes(10);

        AmplifyJsAnswer answer = await Client.GraphQLAsync(new { query = "{ caller }", authMode = "iam" });

        Assert.StartsWith("us-east-1:", answer.Data.GetProperty("caller").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("oidc")]
    [InlineData("userPool")]
    public async Task Query_SignedIn_IsSentWithTheUsersToken(string authMode)
    {
        await using AmplifyJsClient client = await AmplifyJsClient.StartAsync(Backend);
        await client.SignInAsync(authMode == "oidc" ? Backend.OidcTokens.IssueToken("ann") : Backend.UserPoolTokens.IssueAccessToken("ann"));

        AmplifyJsAnswer answer = await client.GraphQLAsync(new { query = "{ caller }", authMode });

        Assert.Equal("ann", answer.Data.GetProperty("caller").GetString());
    }

    [Theory]
    [InlineData("admins", "steep it longer")]
    [InlineData("guests", null)]
    public async Task Query_FieldOfAGroup_IsForItsMembers(string group, string? secret)
    {
        await using AmplifyJsClient client = await AmplifyJsClient.StartAsync(Backend);
        await client.SignInAsync(Backend.UserPoolTokens.IssueAccessToken("ann", new LocalTokenOptions { Groups = [group] }));

        AmplifyJsAnswer answer = await client.GraphQLAsync(new { query = Item, variables = new { id = "1" }, authMode = "userPool" });

        JsonElement data = (answer.ResultOrNone ?? answer.Error).GetProperty("data");
        Assert.Equal(secret, data.GetProperty("item").GetProperty("secret").GetString());
    }

    [Fact]
    public async Task Query_ExpiredToken_IsUnauthorized()
    {
        await using AmplifyJsClient client = await AmplifyJsClient.StartAsync(Backend);
        await client.SignInAsync(Backend.OidcTokens.IssueToken("ann", new LocalTokenOptions { Lifetime = TimeSpan.FromSeconds(-1) }));

        AssertUnauthorized(await client.GraphQLAsync(new { query = "{ caller }", authMode = "oidc" }));
    }

    [Theory]
    [InlineData("aws-exports.js")]
    [InlineData("amplify_outputs.json")]
    public async Task Configuration_OfEitherFormat_LeadsToTheApi(string file)
    {
        await using AmplifyJsClient client = await AmplifyJsClient.StartAsync(Backend, file);

        Assert.Equal("api key", (await client.GraphQLAsync(new { query = "{ caller }" })).Data.GetProperty("caller").GetString());
    }

    // It reads the type from the header x-amzn-ErrorType, and then puts words of its own in the place of the service's.
    private static void AssertUnauthorized(AmplifyJsAnswer answer)
    {
        JsonElement error = Assert.Single(answer.Errors);
        Assert.Equal("Unauthorized", error.GetProperty("message").GetString());
        Assert.Equal("UnauthorizedException", error.GetProperty("originalName").GetString());
    }
}
