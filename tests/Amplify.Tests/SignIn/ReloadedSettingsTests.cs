using Amplify.Local;
using Amplify.Tests.DependencyInjection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Amplify.Tests.SignIn;

/// <summary>Who is signed in when the settings of a running application change.</summary>
public sealed class ReloadedSettingsTests
{
    private const string Password = "Tr0ub4dor&3";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task OtherSettingsChange_TheUserStaysSignedIn_AnotherPoolsClientKnowsNobody()
    {
        await using LocalBackend backend = await LocalBackend.StartAsync(new() { UserPool = new() { Clients = [new("web"), new("other")] } }, Token);
        backend.UserPool.AddUser("ann", Password);
        IConfigurationRoot configuration = Settings.With("https://a.example", backend.IdentityPoolId);
        configuration["Amplify:Auth:IdentityPoolEndpoint"] = backend.IdentityPoolEndpoint.OriginalString;
        configuration["Amplify:Auth:UserPoolId"] = backend.UserPool.PoolId;
        configuration["Amplify:Auth:UserPoolEndpoint"] = backend.UserPool.Endpoint.OriginalString;
        configuration["Amplify:Auth:UserPoolWebClientId"] = backend.UserPool.ClientIdOf("web");
        await using ServiceProvider services = new ServiceCollection().AddAmplify(configuration.GetSection("Amplify")).Services.BuildServiceProvider();
        AmplifyAuth auth = services.GetRequiredService<AmplifyClient>().Auth;
        await auth.SignInAsync("ann", Password, cancellationToken: Token);
        string? identity = (await auth.GetSessionAsync(cancellationToken: Token)).IdentityId;
        int changes = 0;
        auth.IdentityChanged += (_, _) => changes++;

        configuration.Change(Settings.EndpointKey, "https://b.example");
        AuthSession same = await auth.GetSessionAsync(cancellationToken: Token);
        Assert.Equal(("ann", identity, 0), (same.Username, same.IdentityId, changes));

        configuration.Change("Amplify:Auth:UserPoolWebClientId", backend.UserPool.ClientIdOf("other"));
        Assert.Equal(1, changes);
        Assert.False((await auth.GetSessionAsync(cancellationToken: Token)).IsSignedIn);

        configuration.Change("Amplify:Auth:UserPoolWebClientId", backend.UserPool.ClientIdOf("web"));
        Assert.Equal(("ann", 2), ((await auth.GetSessionAsync(cancellationToken: Token)).Username, changes));
    }
}
