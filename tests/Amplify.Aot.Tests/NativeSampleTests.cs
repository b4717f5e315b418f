using Amplify.Local;
using Amplify.Testing.Programs;

namespace Amplify.Aot.Tests;

public sealed class NativeSampleTests(NativeSample sample) : IClassFixture<NativeSample>
{
    [Fact]
    public async Task Run_AgainstTheLocalBackend_SignsAsGuestAndPrintsWhatCameBack()
    {
        SkipWithoutToolchain();
        await using LocalBackend backend = await LocalBackend.StartAsync(cancellationToken: TestContext.Current.CancellationToken);

        ProgramRun run = await RunAsync(backend.AwsExports());

        Assert.Equal("", run.Errors);
        Assert.Equal(0, run.ExitCode);
        string[] lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(9, lines.Length);
        Assert.StartsWith("acting as a guest: us-east-1:", lines[0], StringComparison.Ordinal);
        Assert.Equal("put: Item { Id = aot 1/2, Name = Compiled ahead of time, Price = 12.50 }", lines[1]);
        Assert.Equal("got: Item { Id = aot 1/2, Name = Compiled ahead of time, Price = 12.50 }", lines[2]);
        Assert.Equal("listed: 1", lines[3]);
        Assert.Equal("refused: 404 {\"message\":\"Not found\"}", lines[4]);
        Assert.Equal("created: Compiled ahead of time", lines[6]);
        Assert.Equal("event: Compiled ahead of time", lines[7]);
    }

    [Fact]
    public async Task Run_TypeThatNoContextKnows_IsAClearErrorAndNothingIsStored()
    {
        SkipWithoutToolchain();
        await using LocalBackend backend = await LocalBackend.StartAsync(cancellationToken: TestContext.Current.CancellationToken);

        ProgramRun run = await RunAsync(backend.AmplifyOutputs());

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("not sent: There is no JSON type information for <>f__AnonymousType0", run.Output, StringComparison.Ordinal);
        Assert.Contains("[JsonSerializable(typeof(", run.Output, StringComparison.Ordinal);
        Assert.Contains("the type of the variable 'name'", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WrongRegion_EndsWithTheServicesRefusal()
    {
        SkipWithoutToolchain();
        await using LocalBackend backend = await LocalBackend.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        string wrong = backend.AmplifyOutputs().Replace("\"region\": \"us-east-1\"", "\"region\": \"eu-north-1\"", StringComparison.Ordinal);

        ProgramRun run = await RunAsync(wrong);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Set Region and Service of the API.", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WithoutConfiguration_TellsHowItIsUsed()
    {
        SkipWithoutToolchain();

        ProgramRun run = await ProgramRun.StartAsync(sample.Program);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("--config", run.Errors, StringComparison.Ordinal);
    }

    private static void SkipWithoutToolchain() => Assert.SkipWhen(NativeToolchain.Missing is not null, NativeToolchain.Missing ?? "");

    private async Task<ProgramRun> RunAsync(string configuration)
    {
        string file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            await File.WriteAllTextAsync(file, configuration, TestContext.Current.CancellationToken);
            return await ProgramRun.StartAsync(sample.Program, "--config", file);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
