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
            using Writer writer = Start("counter", kept + 1, Math.Min(kept + MostAtOnce, Writes));
            int until = kept + random.Next(1, MostAtOnce);
            int told = kept;
            while (told < until && await writer.Output.ReadLineAsync(Token) is { } line)
            {
                told = int.Parse(line, CultureInfo.InvariantCulture);
            }

            await writer.KillAsync();
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
        using Writer one = Start("one", 1, Each), two = Start("two", 1, Each);

        string[] errors = await Task.WhenAll(one.EndAsync(), two.EndAsync());

        using var store = new FileAuthStore(StorePath);
        Assert.Equal(["", ""], errors);
        Assert.Equal(("100", "100"), (await store.GetAsync("one", Token), await store.GetAsync("two", Token)));
    }

    private Writer Start(string key, int first, int last) => new(
        [
            "exec",
            Path.Combine(AppContext.BaseDirectory, "Amplify.Auth.TestApp.dll"),
            StorePath,
            key,
            first.ToString(CultureInfo.InvariantCulture),
            last.ToString(CultureInfo.InvariantCulture),
        ]);

    /// <summary>A process that writes; it never outlives its test.</summary>
    private sealed class Writer : IDisposable
    {
        private readonly Process _process;
        private readonly Task<string> _errors;

        public Writer(string[] arguments)
        {
            var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
            _process = Process.Start(start)!;
            _errors = _process.StandardError.ReadToEndAsync(Token);
        }

        public StreamReader Output => _process.StandardOutput;

        /// <summary>Ends it as <c>kill -9</c> does.</summary>
        public async Task KillAsync()
        {
            _process.Kill();
            await _process.WaitForExitAsync(Token);
        }

        /// <summary>Waits until it has written everything.</summary>
        /// <returns>What it complained about.</returns>
        public async Task<string> EndAsync()
        {
            await Output.ReadToEndAsync(Token);
            await _process.WaitForExitAsync(Token);
            return await _errors;
        }

        public void Dispose()
        {
            if (!_process.HasExited)
            {
                _process.Kill();
            }

            _process.Dispose();
        }
    }
}
