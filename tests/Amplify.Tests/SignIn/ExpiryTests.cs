using Amplify.Local;
using Amplify.Testing;
using static Amplify.Tests.Realtime.EventApp;

namespace Amplify.Tests.SignIn;

/// <summary>Whatever needs the user's token in the moment in which it expires, one renewal serves all of it.</summary>
public sealed class ExpiryTests
{
    private const int Callers = 200;
    private const string Password = "Tr0ub4dor&3";

    private readonly SkippingTime _time = new(skips: false);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TokensExpire_SessionRestGraphQLAndSubscriptionsAtOnce_MakeOneRenewal(bool rotates)
    {
        await using LocalBackend backend = await StartAsync(rotates);
        await using AmplifyClient amplify = AmplifyClient.Create(ConfigurationOf(backend), new() { TimeProvider = _time });
        backend.UserPool.AddUser("ann", Password);
        string eventId = await CreateEventAsync(amplify.GraphQL);
        await amplify.Auth.SignInAsync("ann", Password, cancellationToken: Token);
        string old = (await amplify.Auth.GetSessionAsync(cancellationToken: Token)).Tokens!.AccessToken.Value;
        int before = Renewals(backend);
        _time.Advance(TimeSpan.FromHours(1));

        // All wait at the same door, so that the renewal is still under way when the last of them comes.
        TaskCompletionSource gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        FaultScript held = backend.Faults.Sequence(new FaultFilter { Api = LocalFaults.UserPool }, Fault.Pass.Until(gate.Task));
        Task[] callers = [.. Enumerable.Range(0, Callers).Select(i => Task.Run(() => CallAsync(amplify, i, eventId), Token))];
        await held.WaitForHitsAsync(cancellationToken: Token);
        gate.SetResult();
        await Task.WhenAll(callers);

        Assert.Equal(before + 1, Renewals(backend));
        Assert.NotEqual(old, (await amplify.Auth.GetSessionAsync(cancellationToken: Token)).Tokens!.AccessToken.Value);
    }

    private static async Task CallAsync(AmplifyClient amplify, int caller, string eventId)
    {
        switch (caller % 4)
        {
            case 0:
                Assert.True((await amplify.Auth.GetSessionAsync(cancellationToken: Token)).IsSignedIn);
                break;
            case 1:
                await amplify.Rest.GetAsync("MyCloudApi", "/items", new() { AuthMode = AuthMode.UserPool }, Token);
                break;
            case 2:
                await amplify.GraphQL.QueryAsync(new GraphQLOperation<EventList>("{ listEvents { items { id } } }"), new() { AuthMode = AuthMode.UserPool }, Token);
                break;
            default:
                await using (await amplify.GraphQL.SubscribeAsync(
                    CommentsOf(eventId), new SubscriptionOptions<CommentAdded> { AuthMode = AuthMode.UserPool }, Token))
                {
                }

                break;
        }
    }

    private Task<LocalBackend> StartAsync(bool rotates) => LocalBackend.StartAsync(
        new LocalBackendOptions
        {
            TimeProvider = _time,
            UserPool = new() { Clients = [new("web") { RotatesRefreshTokens = rotates }] },
        }.AddApi("MyCloudApi", static api => api.Map(
            "GET", "/items", static _ => ProxyResponse.Empty(200), new RestUserPoolAuthorizer { Scopes = ["aws.cognito.signin.user.admin"] })),
        Token);

    private static int Renewals(LocalBackend backend) => backend.Requests.Snapshot().Count(static request => request.Api == LocalFaults.UserPool);

    private sealed record EventList(EventPage ListEvents);

    private sealed record EventPage(IReadOnlyList<EventId> Items);
}
