using System.Diagnostics;
using System.Globalization;

namespace Amplify.Auth.Tests.Stores;

/// <summary>A store's file under several processes, some of which are ended in the middle of a write.</summary>
public sealed class SharedFileTests : IDisposable
{
    private const int Writes = 1000;

    // However slowly the one who kills is told, there are as many kills as this leaves room for.
    private const int MostAtOnce = 100;

    private readonly string _folder = Directory.CreateTempSubdirectory("amplify-store-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string StorePath => Path.Combine(_folder, "store.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task ProcessIsKilledInTheMiddleOfAThousandWrites_NothingThatWasKeptIsLost()
    {
        using var store = new FileAuthStore(StorePath);
        await store.SetAsync("session", "precious", Token);
        var random = new Random(11);
        int kept = 0, kills = 0;
        while (kept < Writes)
        {
            using Process writer = Start("counter", kept + 1, Math.Min(kept + MostAtOnce, Writes));
            int until = kept + random.Next(1, MostAtOnce);
            int told = kept;
            while (told < until && await writer.StandardOutput.ReadLineAsync(Token) is { } line)
            {
                told = int.Parse(line, CultureInfo.InvariantCulture);
            }

            writer.Kill();
            await writer.WaitForExitAsync(Token);
            kills++;
            kept = int.Parse((await store.GetAsync("counter", Token))!, CultureInfo.InvariantCulture);
            Assert.True(kept >= told, $"{told} was kept, and {kept} is there.");
            Assert.Equal("precious", await store.GetAsync("session", Token));
        }

        Assert.True(kills >= Writes / MostAtOnce);
        await store.SetAsync("counter", "done", Token);
        Assert.False(File.Exists($"{StorePath}.corrupt"));
        Assert.False(File.Exists($"{StorePath}.tmp"));
    }

    [Fact]
    public async Task TwoProcessesWriteAtOnce_NeitherLosesWhatTheOtherKeeps()
    {
        const int Each = 100;
        using Process one = Start("one", 1, Each), two = Start("two", 1, Each);

        await Task.WhenAll(one.StandardOutput.ReadToEndAsync(Token), two.StandardOutput.ReadToEndAsync(Token));
        await Task.WhenAll(one.WaitForExitAsync(Token), two.WaitForExitAsync(Token));

        using var store = new FileAuthStore(StorePath);
        Assert.Equal((0, 0), (one.ExitCode, two.ExitCode));
        Assert.Equal(("100", "100"), (await store.GetAsync("one", Token), await store.GetAsync("two", Token)));
    }

    private Process Start(string key, int first, int last)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "Amplify.Auth.TestApp.dll");
        string[] arguments = ["exec", program, StorePath, key, first.ToString(CultureInfo.InvariantCulture), last.ToString(CultureInfo.InvariantCulture)];
        return Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
    }
}
