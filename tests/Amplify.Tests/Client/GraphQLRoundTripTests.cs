using System.Text.Json;
using System.Text.Json.Serialization;
using Amplify.Local;

namespace Amplify.Tests.Client;

/// <summary>The client against a local AppSync with a schema of the test's own, over a socket.</summary>
public sealed class GraphQLRoundTripTests
{
    private const string Schema =
        """
        enum Mood { VERY_GOOD BAD }
        type Note { id: ID! mood: Mood! amount: Float! day: AWSDate! at: AWSDateTime! text: String! }
        input NoteInput { id: ID! mood: Mood! amount: Float! day: AWSDate! at: AWSDateTime! text: String! }
        type Query { mine: String other: Note list(size: Int!): [String!] }
        type Mutation { write(input: NoteInput!): Note count: Int }
        """;

    private static readonly GraphQLOperation<CountData> Count = new("mutation Count { count }");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Values_OfEveryKind_ComeBackAsTheyWent()
    {
        await using LocalBackend backend = await StartAsync(AppSyncAuthMode.ApiKey);
        string? seen = null;
        backend.AppSync.Resolve("Mutation.write", context =>
        {
            var input = (IReadOnlyDictionary<string, object?>)context.Arguments["input"]!;
            seen = (string?)input["text"];
            return input;
        });
        await using AmplifyClient amplify = Create(backend);
        var sent = new Note(
            Guid.Parse("11111111-2222-3333-4444-555555555555"),
            Mood.VeryGood,
            1234567890.12m,
            new DateOnly(2028, 2, 29),
            new DateTimeOffset(2028, 2, 29, 23, 59, 58, 765, TimeSpan.FromHours(5.5)),
            "\uD83D\uDE00 e\u0301 \u0001 \u2028 <&>'\"\\ \uDBFF\uDFFF");

        WriteData data = await amplify.GraphQL.MutateAsync(
            new GraphQLOperation<WriteData>("mutation Write($input: NoteInput!) { write(input: $input) { id mood amount day at text } }").With(new { input = sent }),
            cancellationToken: Token);

        Assert.Equal(sent, data.Write);
        Assert.Equal(sent.Text, seen);
    }

    [Fact]
    public async Task Answer_OfTenMegabytes_IsRead()
    {
        await using LocalBackend backend = await StartAsync(AppSyncAuthMode.ApiKey);
        backend.AppSync.Resolve("Query.list", context => Enumerable.Repeat(new string('\u00e9', 500), context.Argument<int>("size")));
        await using AmplifyClient amplify = Create(backend);

        ListData data = await amplify.GraphQL.QueryAsync(
            new GraphQLOperation<ListData>("query L($size: Int!) { list(size: $size) }").With("size", 10_000), cancellationToken: Token);

        Assert.Equal(10_000, data.List.Count);
        Assert.All(data.List, text => Assert.Equal(500, text.Length));
    }

    [Fact]
    public async Task PartialData_OfAQueryWithErrors_IsInTheExceptionAndTheResponse()
    {
        await using LocalBackend backend = await StartAsync(AppSyncAuthMode.ApiKey);
        backend.AppSync.Resolve("Query.mine", _ => "kept");
        backend.AppSync.Resolve("Query.other", _ => throw new AppSyncException("gone", "NotFound", data: new { id = "7" }, errorInfo: new { why = "deleted" }));
        await using AmplifyClient amplify = Create(backend);
        var operation = new GraphQLOperation<QueryData>("{ mine other { id } }");

        var error = await Assert.ThrowsAsync<GraphQLException<QueryData>>(() => amplify.GraphQL.QueryAsync(operation, cancellationToken: Token));
        GraphQLResponse<QueryData> response = await amplify.GraphQL.SendAsync(operation, cancellationToken: Token);

        Assert.Equal(("kept", "kept"), (error.PartialData?.Mine, response.Data?.Mine));
        GraphQLError told = Assert.Single(response.Errors);
        Assert.Equal("other: gone (NotFound)", told.ToString());
        Assert.Equal(("7", "deleted"), (told.Data?.GetProperty("id").GetString(), told.ErrorInfo?.GetProperty("why").GetString()));
    }

    [Theory]
    [InlineData(AppSyncAuthMode.UserPool)]
    [InlineData(AppSyncAuthMode.Oidc)]
    public async Task ExpiredToken_IsRenewedOnceAndTheMutationIsDoneOnce(AppSyncAuthMode mode)
    {
        await using LocalBackend backend = await StartAsync(mode);
        Func<int> runs = CountMutations(backend);
        int asked = 0;
        await using AmplifyClient amplify = Create(backend, TokenProvider.Create(_ => new(Issue(backend, mode, isExpired: ++asked == 1))));

        CountData data = await amplify.GraphQL.MutateAsync(Count, cancellationToken: Token);

        Assert.Equal((1, 1, 2), (data.Count, runs(), asked));
    }

    [Fact]
    public async Task ExpiredToken_ThatIsRenewedIntoAnotherExpiredOne_IsTheServicesError()
    {
        await using LocalBackend backend = await StartAsync(AppSyncAuthMode.Oidc);
        Func<int> runs = CountMutations(backend);
        List<string> issued = [];
        await using AmplifyClient amplify = Create(backend, TokenProvider.Create(_ =>
        {
            issued.Add(Issue(backend, AppSyncAuthMode.Oidc, isExpired: true));
            return new(issued[^1]);
        }));

        var error = await Assert.ThrowsAsync<GraphQLException<CountData>>(() => amplify.GraphQL.MutateAsync(Count, cancellationToken: Token));

        Assert.Equal(("Token has expired.", 2, 0), (Assert.Single(error.Errors).Message, issued.Count, runs()));
        Assert.All(issued, token => Assert.DoesNotContain(token, error.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task ExpiredApiKey_OfTheApisFunction_IsAskedForOnceMore()
    {
        await using LocalBackend backend = await StartAsync(AppSyncAuthMode.ApiKey);
        Func<int> runs = CountMutations(backend);
        string expired = backend.AppSync.ApiKeys.Expire(backend.AppSync.ApiKey!).Id;
        AmplifyConfiguration configuration = AmplifyConfiguration.Parse(backend.AwsExports());
        int asked = 0;
        configuration.Api.GraphQLHeaders = (_, _) => new(new Dictionary<string, string?> { ["x-api-key"] = ++asked == 1 ? expired : backend.AppSync.ApiKey });
        await using AmplifyClient amplify = AmplifyClient.Create(configuration);

        await amplify.GraphQL.MutateAsync(Count, cancellationToken: Token);

        Assert.Equal((2, 1), (asked, runs()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task MutationThatWasDoneAndCutOff_IsNotSentAgain_NotInAnotherModeEither(bool hasFallback)
    {
        await using LocalBackend backend = await StartAsync(AppSyncAuthMode.ApiKey);
        Func<int> runs = CountMutations(backend);
        backend.Faults.Sequence(new FaultFilter { Api = LocalFaults.AppSync }, Fault.CutBeforeAnswer);
        AmplifyConfiguration configuration = AmplifyConfiguration.Parse(backend.AwsExports());
        if (hasFallback)
        {
            configuration.Api.AppSync.FallbackModes.Add(AuthMode.Iam);
        }

        await using AmplifyClient amplify = AmplifyClient.Create(configuration);
        var error = await Assert.ThrowsAsync<AmplifyNetworkException>(() => amplify.GraphQL.MutateAsync(Count, cancellationToken: Token));

        Assert.Equal((1, 1), (error.Attempts, runs()));
    }

    private static Task<LocalBackend> StartAsync(AppSyncAuthMode mode) => LocalBackend.StartAsync(
        new LocalBackendOptions { AppSync = new LocalAppSyncOptions { Schema = Schema, DefaultMode = mode } }, Token);

    private static AmplifyClient Create(LocalBackend backend, ITokenProvider? tokens = null) => AmplifyClient.Create(
        AmplifyConfiguration.Parse(backend.AwsExports()),
        new AmplifyOptions
        {
            UserPoolTokenProvider = tokens,
            OidcTokenProvider = tokens,
            JsonSerializerOptions = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseUpper) } },
        });

    private static Func<int> CountMutations(LocalBackend backend)
    {
        int count = 0;
        backend.AppSync.Resolve("Mutation.count", _ => ++count);
        return () => count;
    }

    private static string Issue(LocalBackend backend, AppSyncAuthMode mode, bool isExpired)
    {
        LocalTokenOptions options = new() { Lifetime = isExpired ? TimeSpan.FromSeconds(-1) : TimeSpan.FromHours(1) };
        return mode == AppSyncAuthMode.UserPool ? backend.UserPoolTokens.IssueAccessToken("ann", options) : backend.OidcTokens.IssueToken("ann", options);
    }

    private enum Mood
    {
        Bad,
        VeryGood,
    }

    private sealed record Note(Guid Id, Mood Mood, decimal Amount, DateOnly Day, DateTimeOffset At, string Text);

    private sealed record WriteData(Note Write);

    private sealed record ListData(IReadOnlyList<string> List);

    private sealed record QueryData(string? Mine, Note? Other);

    private sealed record CountData(int Count);
}
