using Amplify.Auth.Tests.UserPool;
using Amplify.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Amplify.Auth.Tests.Stores;

/// <summary>A session in a file that something else has damaged: nobody is signed in, it is told, and the file is good again.</summary>
public sealed class DamagedFileTests : IAsyncLifetime
{
    private const string SessionKey = "CognitoIdentityServiceProvider.client1.session";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("amplify-damaged-");
    private readonly FakeUserPool _pool = new(new FakeTimeProvider(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero)));
    private byte[] _whole = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string StorePath => Path.Combine(_folder.FullName, "store.json");

    public async ValueTask InitializeAsync()
    {
        using var store = new FileAuthStore(StorePath);
        using var client = new PoolClient(_pool, store);
        await client.Auth.SignInAsync("jane", "P@ssw0rd!", cancellationToken: Token);
        _whole = await File.ReadAllBytesAsync(StorePath, Token);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Whole_TheUserIsSignedIn()
    {
        (AuthSession session, string log) = await OpenAsync(_whole);

        Assert.True(session.IsSignedIn);
        Assert.Equal("", log);
    }

    [Fact]
    public async Task Truncated_AtEachLength_IsMovedAsideToldAndSignedOut()
    {
        for (int length = 0; length < _whole.Length; length++)
        {
            (AuthSession session, string log) = await OpenAsync(_whole[..length]);

            Assert.False(session.IsSignedIn, $"{length} bytes");
            AssertToldWithoutSecrets(log);
            Assert.Equal(_whole[..length], await File.ReadAllBytesAsync($"{StorePath}.corrupt", Token));
        }
    }

    [Fact]
    public async Task RandomBytes_AreMovedAsideToldAndSignedOut()
    {
        var random = new Random(20260102);
        for (int i = 0; i < 500; i++)
        {
            byte[] bytes = new byte[random.Next(1, 4096)];
            random.NextBytes(bytes);

            (AuthSession session, string log) = await OpenAsync(bytes);

            Assert.False(session.IsSignedIn);
            AssertToldWithoutSecrets(log);
        }
    }

    [Fact]
    public async Task OneByteIsAnother_AtEachPlace_IsASessionOrNone()
    {
        var random = new Random(20260103);
        for (int i = 0; i < _whole.Length; i++)
        {
            byte[] bytes = [.. _whole];
            bytes[i] ^= (byte)random.Next(1, 256);

            // A token that is only another one is for the services to refuse.
            (_, string log) = await OpenAsync(bytes);

            AssertNoSecrets(log);
        }
    }

    [Theory]
    [InlineData("""{"version":2,"values":{"CognitoIdentityServiceProvider.client1.session":"TOPSECRET"}}""")]
    [InlineData("""["CognitoIdentityServiceProvider.client1.session","TOPSECRET"]""")]
    [InlineData("""{"CognitoIdentityServiceProvider.client1.session":{"username":"jane"}}""")]
    [InlineData("null")]
    [InlineData("\"TOPSECRET\"")]
    public async Task AnotherVersionsFile_IsMovedAsideToldAndSignedOut(string content)
    {
        (AuthSession session, string log) = await OpenAsync(System.Text.Encoding.UTF8.GetBytes(content));

        Assert.False(session.IsSignedIn);
        AssertToldWithoutSecrets(log);
        Assert.True(File.Exists($"{StorePath}.corrupt"));
    }

    [Fact]
    public async Task SessionWithMembersOfALaterVersion_IsUsed()
    {
        using (var store = new FileAuthStore(StorePath))
        {
            string session = (await store.GetAsync(SessionKey, Token))!;
            await store.SetAsync(SessionKey, session.Insert(1, "\"addedLater\":[1],"), Token);
        }

        Assert.True((await OpenAsync(await File.ReadAllBytesAsync(StorePath, Token))).Session.IsSignedIn);
    }

    [Theory]
    [InlineData("directory")]
    [InlineData("file for a folder")]
    public async Task PathThatCannotBeAFile_IsTold_AndAnotherStoreIsNeeded(string what)
    {
        string path = what == "directory" ? _folder.FullName : Path.Combine(StorePath, "store.json");
        using var store = new FileAuthStore(path);
        using var client = new PoolClient(_pool, store);

        var error = await Assert.ThrowsAsync<AmplifyAuthException>(() => store.SetAsync("a", "1", Token).AsTask());

        Assert.Equal(AmplifyAuthReason.StoreUnavailable, error.Reason);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        if (what == "directory")
        {
            var session = await Assert.ThrowsAsync<AmplifyAuthException>(() => client.Auth.GetSessionAsync(cancellationToken: Token));
            Assert.Equal(AmplifyAuthReason.StoreUnavailable, session.Reason);
        }
    }

    [Fact]
    public async Task DamagedWhileTheUserIsSignedIn_TheNextRenewalKeepsTheSessionAnew()
    {
        using var loggers = new RecordingLoggers();
        using var store = new FileAuthStore(StorePath, loggers);
        using var client = new PoolClient(_pool, store, loggers);
        await client.Auth.SignInAsync("jane", "P@ssw0rd!", cancellationToken: Token);
        await File.WriteAllTextAsync(StorePath, "{", Token);

        await client.Auth.SignInAsync("jane", "P@ssw0rd!", cancellationToken: Token);

        using var next = new PoolClient(_pool, store);
        Assert.True((await next.Auth.GetSessionAsync(cancellationToken: Token)).IsSignedIn);
        Assert.Contains(loggers.Events, e => e.Id == 104);
    }

    // Whatever was there, the store takes values again afterwards.
    private async Task<(AuthSession Session, string Log)> OpenAsync(byte[] content)
    {
        File.Delete($"{StorePath}.corrupt");
        await File.WriteAllBytesAsync(StorePath, content, Token);
        using var loggers = new RecordingLoggers();
        using var store = new FileAuthStore(StorePath, loggers);
        using var client = new PoolClient(_pool, store, loggers);
        AuthSession session = await client.Auth.GetSessionAsync(cancellationToken: Token);
        await store.SetAsync("a", "1", Token);
        Assert.Equal("1", await store.GetAsync("a", Token));
        return (session, loggers.All);
    }

    private static void AssertToldWithoutSecrets(string log)
    {
        Assert.NotEqual("", log);
        AssertNoSecrets(log);
    }

    private static void AssertNoSecrets(string log) =>
        Assert.All(["SIGNATURE", "REFRESH", "eyJhbGci", "TOPSECRET"], secret => Assert.DoesNotContain(secret, log, StringComparison.Ordinal));
}
