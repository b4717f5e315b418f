using Amplify.Local.Tests.Support;
using Amplify.Signing;

namespace Amplify.Local.Tests.Tables;

public sealed class PersistenceTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("amplify-local-").FullName;

    [Fact]
    public async Task Restart_WithADataFile_KeepsEverythingThatClientsHold()
    {
        string file = Path.Combine(_directory, "new", "data.db");
        string poolId, identityId, apiKey;
        AwsCredentials user, guest;
        await using (Harness first = await Harness.StartAsync(new LocalBackendOptions { DataFile = file }))
        {
            (identityId, guest) = await first.GuestAsync();
            (poolId, user, apiKey) = (first.Backend.IdentityPoolId, first.Backend.Credentials, first.Backend.ApiKeys["MyKeyedApi"]);
            await first.SendSignedAsync("PUT", "/MyCloudApi/prod/items", """{"id":"1"}""", guest);
        }

        await using Harness second = await Harness.StartAsync(new LocalBackendOptions { DataFile = file });

        Assert.Equal((poolId, apiKey), (second.Backend.IdentityPoolId, second.Backend.ApiKeys["MyKeyedApi"]));
        Assert.Equal("""{"id":"1"}""", (await second.SendSignedAsync("GET", "/MyCloudApi/prod/items/1", credentials: guest)).Text);
        Assert.Equal(200, (await second.SendSignedAsync("GET", "/MyCloudApi/prod/items/1", credentials: user)).Code);
        Assert.NotEqual(guest.AccessKeyId, (await second.CredentialsAsync(identityId)).AccessKeyId);
        HttpRequestMessage keyed = second.Request("GET", "/MyKeyedApi/prod/x");
        keyed.Headers.Add("X-Api-Key", apiKey);
        Assert.Equal(200, (await second.SendAsync(keyed)).Code);
    }

    [Fact]
    public async Task Dispose_WithADataFile_LeavesOneFileThatCanBeMoved()
    {
        string file = Path.Combine(_directory, "data.db");
        await using (Harness harness = await Harness.StartAsync(new LocalBackendOptions { DataFile = file }))
        {
            await harness.SendSignedAsync("PUT", "/MyCloudApi/prod/items", """{"id":"1"}""");
            await harness.SendSignedAsync("GET", "/MyCloudApi/prod/items/1");
        }

        Assert.Equal([file], Directory.GetFiles(_directory));
    }

    [Fact]
    public async Task Restart_InMemory_StartsAnew()
    {
        await using Harness first = await Harness.StartAsync();
        await using Harness second = await Harness.StartAsync();
        await first.SendSignedAsync("PUT", "/MyCloudApi/prod/items", """{"id":"1"}""");

        Assert.NotEqual(first.Backend.IdentityPoolId, second.Backend.IdentityPoolId);
        Assert.Equal(404, (await second.SendSignedAsync("GET", "/MyCloudApi/prod/items/1")).Code);
        Assert.Equal("UnrecognizedClientException", (await second.SendSignedAsync("GET", "/MyCloudApi/prod/items", credentials: first.Backend.Credentials)).ErrorType);
    }

    [Fact]
    public async Task Start_FileOfARunningBackend_FailsAndLeavesThatOneAlone()
    {
        var options = new LocalBackendOptions { DataFile = Path.Combine(_directory, "data.db") };
        await using (Harness first = await Harness.StartAsync(options))
        {
            var error = await Assert.ThrowsAsync<IOException>(() => LocalBackend.StartAsync(options, Harness.Cancellation));
            Assert.Contains("another backend", error.Message, StringComparison.Ordinal);
            Assert.Equal(201, (await first.SendSignedAsync("PUT", "/MyCloudApi/prod/items", """{"id":"1"}""")).Code);
        }

        await using Harness second = await Harness.StartAsync(options);
        Assert.Equal(200, (await second.SendSignedAsync("GET", "/MyCloudApi/prod/items/1")).Code);
    }

    [Fact]
    public async Task Call_ManyReadersAndWriters_SeeWholeItems()
    {
        await using Harness harness = await Harness.StartAsync(new LocalBackendOptions { DataFile = Path.Combine(_directory, "data.db") });
        await harness.SendSignedAsync("PUT", "/MyCloudApi/prod/items", """{"id":"1","n":0}""");

        Reply[] replies = await Task.WhenAll(Enumerable.Range(1, 100).Select(i => i % 2 == 0
            ? harness.SendSignedAsync("GET", "/MyCloudApi/prod/items/1")
            : harness.SendSignedAsync("PATCH", "/MyCloudApi/prod/items/1", $$"""{"a{{i}}":{{i}}}""")));

        Assert.All(replies, reply => Assert.Equal(200, reply.Code));
        Assert.Equal(52, (await harness.SendSignedAsync("GET", "/MyCloudApi/prod/items/1")).Json.EnumerateObject().Count());
    }

    [Fact]
    public async Task Start_FileThatIsNoDatabase_SaysSoAndLeavesItAsItIs()
    {
        string file = Path.Combine(_directory, "text.db");
        string text = new('x', 4096);
        await File.WriteAllTextAsync(file, text, Harness.Cancellation);

        var error = await Assert.ThrowsAsync<IOException>(() => LocalBackend.StartAsync(new LocalBackendOptions { DataFile = file }, Harness.Cancellation));

        Assert.StartsWith($"The data file {file} cannot be used: it is no database.", error.Message, StringComparison.Ordinal);
        Assert.Equal(text, await File.ReadAllTextAsync(file, Harness.Cancellation));
    }

    [Fact]
    public async Task Start_DatabaseThatIsDamaged_SaysSo()
    {
        string file = Path.Combine(_directory, "data.db");
        var options = new LocalBackendOptions { DataFile = file };
        await using (await Harness.StartAsync(options))
        {
        }

        byte[] database = await File.ReadAllBytesAsync(file, Harness.Cancellation);
        database.AsSpan(100).Fill(0xFF);
        await File.WriteAllBytesAsync(file, database, Harness.Cancellation);

        var error = await Assert.ThrowsAsync<IOException>(() => LocalBackend.StartAsync(options, Harness.Cancellation));

        Assert.StartsWith($"The data file {file} cannot be used: it is damaged.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_FolderAsDataFile_TellsWhatToCheck()
    {
        var error = await Assert.ThrowsAsync<IOException>(() => LocalBackend.StartAsync(new LocalBackendOptions { DataFile = _directory }, Harness.Cancellation));

        Assert.StartsWith($"The data file {_directory} cannot be used: ", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("Check that it is a file, and that it and its folder can be written.", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);
}
