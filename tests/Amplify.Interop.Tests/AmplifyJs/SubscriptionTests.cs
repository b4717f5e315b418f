using System.Text.Json;
using Amplify.Interop.Tests.Running;
using Amplify.Local;

namespace Amplify.Interop.Tests.AmplifyJs;

/// <summary>Subscriptions and Events by Amplify for JavaScript, against the local backend over TLS.</summary>
public sealed class SubscriptionTests : IClassFixture<AmplifyJsTlsSession>, IAsyncDisposable
{
    private const string OnPutItem = "subscription OnPutItem($id: ID) { onPutItem(id: $id) { id name } }";

    private readonly AmplifyJsTlsSession _session;

    public SubscriptionTests(AmplifyJsTlsSession session)
    {
        Assert.SkipWhen(NodePackages.Missing is not null, NodePackages.Missing ?? "");
        _session = session;
    }

    private AmplifyJsClient Client => _session.Client;

    private LocalBackend Backend => _session.Backend;

    public async ValueTask DisposeAsync()
    {
        if (NodePackages.Missing is null)
        {
            await Client.UnsubscribeAsync();
        }
    }

    [Theory]
    [InlineData("apiKey", null)]
    [InlineData("iam", null)]
    [InlineData("lambda", InteropApi.LambdaToken)]
    public async Task Subscribe_InEachMode_GivesWhatAMutationMade(string authMode, string? authToken)
    {
        AssertDone(await Client.SubscribeAsync(new { query = OnPutItem, authMode, authToken }));

        await PutAsync("1", "Tea — \"hot\" 😀");

        AssertItem("1", "Tea — \"hot\" 😀", await Client.NextAsync());
    }

    [Theory]
    [InlineData("oidc")]
    [InlineData("userPool")]
    public async Task Subscribe_SignedIn_GivesWhatAMutationMade(string authMode)
    {
        await using AmplifyJsClient client = await AmplifyJsClient.StartAsync(Backend);
        await client.SignInAsync(authMode == "oidc" ? Backend.OidcTokens.IssueToken("ann") : Backend.UserPoolTokens.IssueAccessToken("ann"));
        AssertDone(await client.SubscribeAsync(new { query = OnPutItem, authMode }));

        await PutAsync("1", "Tea");

        AssertItem("1", "Tea", await client.NextAsync());
    }

    [Fact]
    public async Task Subscribe_Arguments_SelectWhatComes()
    {
        AssertDone(await Client.SubscribeAsync(new { query = OnPutItem, variables = new { id = "2" } }));

        await PutAsync("1", "Tea");
        await PutAsync("2", "Coffee");

        AssertItem("2", "Coffee", await Client.NextAsync());
    }

    [Fact]
    public async Task Subscribe_Denied_IsToldWithTheField()
    {
        AmplifyJsAnswer denied = await Client.SubscribeAsync(new { query = "subscription { onPutSecretly { id } }" });

        Assert.Contains("onPutSecretly", denied.Error.GetRawText(), StringComparison.Ordinal);
        Assert.Contains("Unauthorized", denied.Error.GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("apiKey")]
    [InlineData("iam")]
    public async Task Channel_PublishedBothWays_GivesBothEvents(string authMode)
    {
        string channel = $"/default/{authMode}";
        AssertDone(await Client.SubscribeToChannelAsync(channel, new { authMode }));

        AssertDone(await Client.PublishAsync(new { number = 1 }));
        AssertDone(await Client.PostAsync(channel, new { number = 2 }, new { authMode }));

        foreach (int number in (int[])[1, 2])
        {
            AmplifyJsAnswer next = await Client.NextAsync();
            Assert.Equal(number, next.Result.GetProperty("event").GetProperty("number").GetInt32());
        }
    }

    [Fact]
    public async Task Channel_SignedIn_GivesEventsOfAWildcard()
    {
        await using AmplifyJsClient client = await AmplifyJsClient.StartAsync(Backend);
        await client.SignInAsync(Backend.UserPoolTokens.IssueAccessToken("ann"));
        AssertDone(await client.SubscribeToChannelAsync("/default/rooms/*", new { authMode = "userPool" }));

        AssertDone(await Client.PostAsync("/default/rooms/1", "hello"));

        Assert.Equal("hello", (await client.NextAsync()).Result.GetProperty("event").GetString());
    }

    // It waits for 5 seconds before it connects again.
    [Fact]
    public async Task ConnectionCut_IsMadeAgainAndGivesWhatIsSentThen()
    {
        AssertDone(await Client.SubscribeAsync(new { query = OnPutItem, authMode = "iam" }));
        Task acknowledged = AcknowledgedAsync("start_ack");

        Backend.Faults.Realtime.CutAll();
        await acknowledged;
        await PutAsync("1", "Tea");

        AssertItem("1", "Tea", await Client.NextAsync());
    }

    [Fact]
    public async Task Channel_ConnectionCut_IsMadeAgainAndGivesWhatIsSentThen()
    {
        AssertDone(await Client.SubscribeToChannelAsync("/default/cut", new { authMode = "apiKey" }));
        Task acknowledged = AcknowledgedAsync("subscribe_success");

        Backend.Faults.Realtime.CutAll();
        await acknowledged;
        AssertDone(await Client.PostAsync("/default/cut", "hello", new { authMode = "apiKey" }));

        Assert.Equal("hello", (await Client.NextAsync()).Result.GetProperty("event").GetString());
    }

    // The authorization in the query, as all clients had it until 2024; and over ws.
    [Fact]
    public async Task Version4_AuthorizationInTheQuery_GivesWhatAMutationMade()
    {
        await using LocalBackend backend = await LocalBackend.StartAsync(new() { AppSync = InteropApi.Options() }, TestContext.Current.CancellationToken);
        InteropApi.AddResolvers(backend.AppSync);
        await using AmplifyJsClient client = await AmplifyJsClient.StartVersion4Async(backend);
        await using AmplifyJsClient publisher = await AmplifyJsClient.StartAsync(backend);
        Task acknowledged = AcknowledgedAsync(backend, "start_ack");
        AssertDone(await client.SubscribeAsync(new { query = OnPutItem }));
        await acknowledged;

        await PutAsync(publisher, "1", "Tea");

        AssertItem("1", "Tea", await client.NextAsync());
    }

    private Task AcknowledgedAsync(string frameType) => AcknowledgedAsync(Backend, frameType);

    private static Task AcknowledgedAsync(LocalBackend backend, string frameType) => backend.Faults.Realtime
        .Sequence(frameType, RealtimeFault.Pass)
        .WaitForHitsAsync(cancellationToken: TestContext.Current.CancellationToken)
        .WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

    private Task PutAsync(string id, string name) => PutAsync(Client, id, name);

    private static async Task PutAsync(AmplifyJsClient client, string id, string name) => AssertDone(await client.GraphQLAsync(new
    {
        query = "mutation Put($input: ItemInput!) { putItem(input: $input) { id name } }",
        variables = new { input = new { id, name } },
    }));

    private static void AssertItem(string id, string name, AmplifyJsAnswer answer)
    {
        JsonElement expected = JsonSerializer.SerializeToElement(new { onPutItem = new { id, name } });
        Assert.True(JsonElement.DeepEquals(expected, answer.Data), answer.Data.ToString());
    }

    private static void AssertDone(AmplifyJsAnswer answer) => Assert.Null(answer.ErrorOrNone);
}
