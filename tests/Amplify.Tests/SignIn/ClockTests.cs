using Amplify.Local;
using Amplify.Testing;
using static Amplify.Tests.Realtime.EventApp;

namespace Amplify.Tests.SignIn;

/// <summary>A machine whose clock is an hour off, from the first sign-in to the second day.</summary>
public sealed class ClockTests
{
    private const string Password = "Tr0ub4dor&3";

    private readonly SkippingTime _poolTime = new(skips: false);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task ClockIsAnHourWrong_CallsInEachMode_AndTokensAreRenewedWhenTheyExpireForThePool(int hours)
    {
        var time = new SkippingTime(_poolTime.GetUtcNow() + TimeSpan.FromHours(hours), skips: false);
        await using LocalBackend backend = await LocalBackend.StartAsync(
            new LocalBackendOptions { TimeProvider = _poolTime }.AddApi("MyCloudApi", static api => api
                .Map("GET", "/signed", static _ => ProxyResponse.Empty(200))
                .Map("GET", "/items", static _ => ProxyResponse.Empty(200), RestAuthorization.UserPool)),
            Token);
        await using AmplifyClient amplify = AmplifyClient.Create(ConfigurationOf(backend), new() { TimeProvider = time });
        backend.UserPool.AddUser("ann", Password);

        await amplify.Auth.SignInAsync("ann", Password, cancellationToken: Token);
        int signIn = Renewals(backend);
        await CallInEachModeAsync(amplify);
        int credentials = Count(backend, LocalFaults.IdentityPool);
        await CallInEachModeAsync(amplify);
        Assert.Equal(credentials, Count(backend, LocalFaults.IdentityPool));
        Pass(TimeSpan.FromHours(1) - TimeSpan.FromSeconds(6));
        await amplify.Auth.GetUserAttributesAsync(Token);
        Assert.Equal(signIn + 1, Renewals(backend));

        Pass(TimeSpan.FromSeconds(2));
        await CallInEachModeAsync(amplify);
        Assert.Equal(signIn + 2, Renewals(backend));

        Pass(TimeSpan.FromDays(1));
        await CallInEachModeAsync(amplify);
        Assert.Equal(signIn + 3, Renewals(backend));

        void Pass(TimeSpan span)
        {
            _poolTime.Advance(span);
            time.Advance(span);
        }
    }

    private static async Task CallInEachModeAsync(AmplifyClient amplify)
    {
        await amplify.Rest.GetAsync("MyCloudApi", "/signed", cancellationToken: Token);
        AuthSession session = await amplify.Auth.GetSessionAsync(cancellationToken: Token);
        await amplify.Rest.GetAsync("MyCloudApi", "/items", new() { Headers = { ["Authorization"] = session.Tokens!.IdToken!.Value } }, Token);
        foreach (AuthMode mode in new[] { AuthMode.ApiKey, AuthMode.Iam, AuthMode.UserPool })
        {
            await amplify.GraphQL.QueryAsync(new GraphQLOperation<System.Text.Json.JsonElement>("{ listEvents { items { id } } }"), new() { AuthMode = mode }, Token);
        }
    }

    private static int Renewals(LocalBackend backend) => Count(backend, LocalFaults.UserPool);

    private static int Count(LocalBackend backend, string service) => backend.Requests.Snapshot().Count(request => request.Api == service);
}
