using Amplify.Auth.Stores;
using Amplify.Testing;

namespace Amplify.Auth.Tests.Stores;

public sealed class FileAuthStoreTests : IDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    private readonly string _folder = Directory.CreateTempSubdirectory("amplify-store-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Path => System.IO.Path.Combine(_folder, "new", "store.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Values_OutliveTheStore()
    {
        using (var store = new FileAuthStore(Path))
        {
            Assert.Null(await store.GetAsync("a", Token));
            await store.SetAsync("a", "1", Token);
            await store.SetAsync("b", "2", Token);
            await store.SetAsync("a", "3", Token);
            await store.RemoveAsync("b", Token);
            await store.RemoveAsync("none", Token);
        }

        using var next = new FileAuthStore(Path);
        Assert.Equal(("3", null), (await next.GetAsync("a", Token), await next.GetAsync("b", Token)));
        Assert.Equal(["store.json", "store.json.lock"], Directory.GetFiles(System.IO.Path.GetDirectoryName(Path)!).Select(System.IO.Path.GetFileName).Order());
    }

    [Fact]
    public async Task File_OnUnix_IsForItsOwnerOnly()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no file modes.");
            return;
        }

        using var store = new FileAuthStore(Path);
        await store.SetAsync("a", "1", Token);
        File.SetUnixFileMode(Path, File.GetUnixFileMode(Path) | UnixFileMode.OtherRead);

        await store.SetAsync("a", "2", Token);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"a\":\"SECR")]
    [InlineData("[1]")]
    [InlineData("\0\0\0\0")]
    public async Task CorruptFile_IsMovedAsideToldWithItsPathAndCountsAsEmpty(string content)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        await File.WriteAllTextAsync(Path, content, Token);
        using var loggers = new RecordingLoggers();
        using var store = new FileAuthStore(Path, loggers);

        Assert.Null(await store.GetAsync("a", Token));
        await store.SetAsync("a", "1", Token);

        Assert.Equal("1", await store.GetAsync("a", Token));
        Assert.Equal(104, Assert.Single(loggers.Events).Id);
        Assert.Equal(content, await File.ReadAllTextAsync($"{Path}.corrupt", Token));
        Assert.Contains(Path, loggers.All, StringComparison.Ordinal);
        Assert.DoesNotContain("SECR", loggers.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ManyWriters_LoseNothing()
    {
        using var store = new FileAuthStore(Path);

        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => store.SetAsync($"k{i}", $"{i}", Token).AsTask()));

        for (int i = 0; i < 50; i++)
        {
            Assert.Equal($"{i}", await store.GetAsync($"k{i}", Token));
        }
    }

    [Fact]
    public async Task FileThatCannotBeUsed_IsATypedErrorWithItsPath()
    {
        using var store = new FileAuthStore(_folder);

        var error = await Assert.ThrowsAsync<AmplifyAuthException>(() => store.SetAsync("a", "1", Token).AsTask());

        Assert.Equal(AmplifyAuthReason.StoreUnavailable, error.Reason);
        Assert.Contains(_folder, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Path_Empty_IsRefused() => Assert.Throws<ArgumentException>(() => new FileAuthStore(" "));

    [Fact]
    public async Task Dispose_WhileAValueIsWritten_ItIsWrittenAndWhoWaitsBehindItIsToldSo()
    {
        var store = new FileAuthStore(Path);
        Task write, read;
        using (await StoreFile.LockAsync(Path, Token))
        {
            write = store.SetAsync("a", "1", Token).AsTask();
            read = store.GetAsync("a", Token).AsTask();
            store.Dispose();
        }

        await write.WaitAsync(Bound, Token);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => read.WaitAsync(Bound, Token));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.GetAsync("a", Token).AsTask());
        using var next = new FileAuthStore(Path);
        Assert.Equal("1", await next.GetAsync("a", Token));
    }

    [Fact]
    public async Task Memory_KeepsAndForgets()
    {
        var store = new MemoryAuthStore();
        await store.SetAsync("a", "1", Token);
        Assert.Equal("1", await store.GetAsync("a", Token));

        await store.RemoveAsync("a", Token);

        Assert.Null(await store.GetAsync("a", Token));
    }
}
