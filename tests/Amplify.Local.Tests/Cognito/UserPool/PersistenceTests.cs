using Amplify.Local.Tests.Support;

namespace Amplify.Local.Tests.Cognito.UserPool;

public sealed class PersistenceTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("amplify-local-");

    [Fact]
    public async Task Restart_SameFile_KnowsUsersCodesAndSignIns()
    {
        string file = Path.Combine(_folder.FullName, "data.db");
        string code, poolId, client, clientSecret;
        Reply signIn, revoked;
        LocalUserPoolOptions options = new() { Clients = [new("web"), new("server") { HasSecret = true }] };
        await using (PoolHarness first = await PoolHarness.StartAsync(options, file))
        {
            (poolId, client, clientSecret) = (first.Pool.PoolId, first.ClientId, first.Pool.ClientSecretOf("server")!);
            first.Pool.AddUser("jane", PoolHarness.Password);
            signIn = await first.SignInAsync("jane");
            revoked = await first.SignInAsync("jane");
            await first.CallAsync("RevokeToken", new { Token = revoked.RefreshToken() });
            await first.SignUpAsync("john");
            code = await first.CodeAsync("john");
            for (int i = 0; i < 5; i++)
            {
                await first.SignInWithPasswordAsync("guessed", "Wrong-0ne!");
            }
        }

        await using PoolHarness second = await PoolHarness.StartAsync(options, file);

        Assert.Equal((poolId, client, clientSecret), (second.Pool.PoolId, second.ClientId, second.Pool.ClientSecretOf("server")));
        Assert.Equal(200, (await second.SignInAsync("jane")).Code);
        Assert.Equal(200, (await second.RefreshAsync(signIn.RefreshToken())).Code);
        (await second.RefreshAsync(revoked.RefreshToken())).ShouldBeNotAuthorized("Refresh Token has been revoked");
        Assert.Equal(200, (await second.CallAsync("ConfirmSignUp", new { Username = "john", ConfirmationCode = code })).Code);
        (await second.SignInWithPasswordAsync("guessed")).ShouldBeNotAuthorized("Password attempts exceeded");
        Assert.Equal(["jane", "john"], second.Pool.ListUsers().Select(static user => user.Username));
    }

    [Fact]
    public async Task AddUser_ThatCannotBe_TellsWhy()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync();
        harness.Pool.AddUser("jane", PoolHarness.Password);

        Assert.StartsWith("User already exists", Assert.Throws<ArgumentException>(() => harness.Pool.AddUser("Jane", PoolHarness.Password)).Message, StringComparison.Ordinal);
        Assert.StartsWith("Password did not conform", Assert.Throws<ArgumentException>(() => harness.Pool.AddUser("jim", "weak")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => harness.Pool.ConfirmUser("nobody"));
        Assert.Throws<ArgumentException>(() => harness.Pool.ClientIdOf("nobody"));
        Assert.False(harness.Pool.DeleteUser("nobody"));
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
