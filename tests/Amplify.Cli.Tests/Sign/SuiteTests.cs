using System.Text.Json;
using Amplify.Cli.Tests.Running;

namespace Amplify.Cli.Tests.Sign;

/// <summary>The official SigV4 suite, through <c>sign --batch</c>.</summary>
public sealed class SuiteTests
{
    private const string Absent = "The official SigV4 suite is not beside the repository (../shared/sigv4-suite/v4).";

    [Theory]
    [InlineData(false, "header")]
    [InlineData(true, "query")]
    public async Task Batch_WholeSuite_MatchesEveryStep(bool presigned, string form)
    {
        string root = FindSuite();
        Assert.SkipUnless(Directory.Exists(root), Absent);
        SuiteCase[] cases = [.. Directory.GetDirectories(root).Order(StringComparer.Ordinal).Select(static folder => new SuiteCase(folder))];
        CliTerminal terminal = new();
        terminal.SetInput(string.Join('\n', cases.Select(one => one.ToLine(presigned))));

        CliResult result = await terminal.RunAsync("sign", "--batch");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(38, cases.Length);
        Assert.Equal(cases.Length, result.Lines.Length);
        Assert.All(cases.Zip(result.JsonLines), pair => AssertMatches(pair.First, pair.Second, presigned, form));
    }

    private static void AssertMatches(SuiteCase suiteCase, JsonElement result, bool presigned, string form)
    {
        Assert.Equal(suiteCase.Expected($"{form}-canonical-request.txt"), result.GetProperty("canonical_request").GetString());
        Assert.Equal(suiteCase.Expected($"{form}-string-to-sign.txt"), result.GetProperty("string_to_sign").GetString());
        Assert.Equal(suiteCase.Expected($"{form}-signature.txt"), result.GetProperty("signature").GetString());
        string signed = suiteCase.Expected($"{form}-signed-request.txt");
        if (presigned)
        {
            string requestLine = signed.Split('\n')[0];
            string target = requestLine[(requestLine.IndexOf(' ', StringComparison.Ordinal) + 1)..requestLine.LastIndexOf(' ')];
            Assert.Equal("https://example.amazonaws.com" + target, result.GetProperty("url").GetString());
        }

        Assert.All(
            result.GetProperty("headers").EnumerateObject(),
            header => Assert.Contains($"\n{header.Name}:{header.Value.GetString()}\n", signed + "\n", StringComparison.Ordinal));
    }

    private static string FindSuite()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Amplify.slnx")))
            {
                return Path.Combine(folder.FullName, "..", "shared", "sigv4-suite", "v4");
            }
        }

        return "";
    }
}
