using System.Net;
using System.Text.Json.Serialization;
using Amplify.Interop.Tests.Running;

namespace Amplify.Interop.Tests.Yoga;

/// <summary>Our client against a GraphQL server that is not AppSync.</summary>
public sealed class ClientTests : IClassFixture<YogaServer>, IAsyncDisposable
{
    private static readonly GraphQLOperation<CreateData> Create = new("""
        # The fragment stands before the operation that uses it.
        fragment All on Event { id name kind price tags }
        mutation CreateEvent($input: EventInput!) { createEvent(input: $input) { ...All } }
        """);

    private static readonly GraphQLOperation<GetData> Get = new("query GetEvent($id: ID!) { event(id: $id) { id name kind price tags } }");

    private readonly AmplifyConfiguration _configuration;
    private readonly AmplifyClient _amplify;

    public ClientTests(YogaServer server)
    {
        Assert.SkipWhen(NodePackages.Missing is not null, NodePackages.Missing ?? "");
        _configuration = new AmplifyConfiguration { Api = { GraphQLEndpoint = server.Url } };
        _amplify = AmplifyClient.Create(_configuration);
    }

    public async ValueTask DisposeAsync()
    {
        if (_amplify is not null)
        {
            await _amplify.DisposeAsync();
        }
    }

    [Fact]
    public async Task Mutation_Input_ComesBackAsItWas()
    {
        EventInput input = new("O'Neil & søn 😀 \"x\" \\ \n", Kind.Talk, 12.5m, ["a", "b"]);

        CreateData created = await _amplify.GraphQL.MutateAsync(Create.With(new { input }), cancellationToken: TestContext.Current.CancellationToken);
        GetData found = await _amplify.GraphQL.QueryAsync(Get.With("id", created.CreateEvent.Id), cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal((input.Name, input.Kind, input.Price), (created.CreateEvent.Name, created.CreateEvent.Kind, created.CreateEvent.Price));
        Assert.Equal(input.Tags, created.CreateEvent.Tags);
        Assert.Equivalent(created.CreateEvent, found.Event);
    }

    [Fact]
    public async Task Query_NotFound_IsNullAndNoError()
    {
        GetData found = await _amplify.GraphQL.QueryAsync(Get.With(new { id = "none" }), cancellationToken: TestContext.Current.CancellationToken);

        Assert.Null(found.Event);
    }

    [Fact]
    public async Task Query_SeveralOperations_RunsTheNamedOne()
    {
        GraphQLOperation<Dictionary<string, string>> second = new("query First { a: header(name: \"x\") } query Second { b: __typename }", "Second");

        Dictionary<string, string> data = await _amplify.GraphQL.QueryAsync(second, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(new Dictionary<string, string> { ["b"] = "Query" }, data);
    }

    [Fact]
    public async Task Query_AFieldFails_GivesTheRestAndTheError()
    {
        await _amplify.GraphQL.MutateAsync(Create.With(new { input = new EventInput("first", Kind.Concert, null, null) }), cancellationToken: TestContext.Current.CancellationToken);
        GraphQLOperation<GetSecretData> operation = new("{ event(id: 1) { id secret } }");

        GraphQLResponse<GetSecretData> response = await _amplify.GraphQL.SendAsync(operation, cancellationToken: TestContext.Current.CancellationToken);
        var failure = await Assert.ThrowsAsync<GraphQLException<GetSecretData>>(() => _amplify.GraphQL.QueryAsync(operation, cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal(new GetSecretData(new Secret("1", null)), response.Data);
        Assert.Equal("event.secret: Not yours. (FORBIDDEN)", Assert.Single(response.Errors).ToString());
        Assert.Equal(response.Data, failure.PartialData);
        Assert.Contains("event.secret: Not yours. (FORBIDDEN)", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ broken }", "broken: Unexpected error. (INTERNAL_SERVER_ERROR)")]
    [InlineData("{ nope }", "Cannot query field \"nope\" on type \"Query\". (GRAPHQL_VALIDATION_FAILED)")]
    [InlineData("query ($id: ID!) { event(id: $id) { id } }", "Variable \"$id\" of required type \"ID!\" was not provided.")]
    public async Task Query_Refused_IsToldInTheServersWords(string document, string expected)
    {
        GraphQLResponse<string> response = await _amplify.GraphQL.SendAsync(new GraphQLOperation<string>(document), cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal([expected], response.Errors.Select(static error => error.ToString()));
    }

    // A status outside 2xx with a GraphQL body is a GraphQL response all the same.
    [Fact]
    public async Task Query_Status401_IsAResponseWithItsErrors()
    {
        GraphQLOperation<MemberData> member = new("{ member }");

        GraphQLResponse<MemberData> refused = await _amplify.GraphQL.SendAsync(member, cancellationToken: TestContext.Current.CancellationToken);
        MemberData welcome = await _amplify.GraphQL.QueryAsync(
            member, new GraphQLOptions { AuthMode = AuthMode.Lambda, Token = "the-token" }, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal("member: Members only. (UNAUTHENTICATED)", Assert.Single(refused.Errors).ToString());
        Assert.Equal("welcome", welcome.Member);
    }

    [Fact]
    public async Task Query_Headers_OfTheFunctionAndTheCall_AreSent()
    {
        _configuration.Api.GraphQLHeaders = static (request, _) =>
            new(new Dictionary<string, string?> { ["x-one"] = request.OperationName, ["x-two"] = request.Variables });
        await using AmplifyClient amplify = AmplifyClient.Create(_configuration);
        GraphQLOperation<Dictionary<string, string>> operation = new(
            "query Headers($x: String!) { one: header(name: \"x-one\") two: header(name: \"x-two\") three: header(name: $x) }");

        Dictionary<string, string> data = await amplify.GraphQL.QueryAsync(
            operation.With(new { x = "x-three" }), new GraphQLOptions { Headers = { ["x-three"] = "3" } }, TestContext.Current.CancellationToken);

        Assert.Equal(new Dictionary<string, string> { ["one"] = "Headers", ["two"] = """{"x":"x-three"}""", ["three"] = "3" }, data);
    }

    internal sealed record EventInput(string Name, Kind Kind, decimal? Price, string[]? Tags);

    internal sealed record Event(string Id, string Name, Kind Kind, decimal? Price, string[]? Tags);

    internal sealed record CreateData(Event CreateEvent);

    internal sealed record GetData(Event? Event);

    internal sealed record Secret(string Id, [property: JsonPropertyName("secret")] string? Value);

    internal sealed record GetSecretData(Secret Event);

    internal sealed record MemberData(string Member);

    [JsonConverter(typeof(JsonStringEnumConverter<Kind>))]
    internal enum Kind
    {
        [JsonStringEnumMemberName("CONCERT")]
        Concert,

        [JsonStringEnumMemberName("TALK")]
        Talk,
    }
}
