using Amplify.Cli.Tests.Running;

namespace Amplify.Cli.Tests;

public sealed class HelpTests
{
    private readonly CliTerminal _terminal = new();

    [Theory]
    [InlineData("sign")]
    [InlineData("start")]
    [InlineData("api get")]
    [InlineData("api post")]
    [InlineData("api put")]
    [InlineData("api patch")]
    [InlineData("api delete")]
    [InlineData("api head")]
    [InlineData("graphql query")]
    [InlineData("graphql mutate")]
    [InlineData("graphql subscribe")]
    [InlineData("events publish")]
    [InlineData("events subscribe")]
    [InlineData("auth sign-up")]
    [InlineData("auth confirm")]
    [InlineData("auth sign-in")]
    [InlineData("auth confirm-sign-in")]
    [InlineData("auth session")]
    [InlineData("auth sign-out")]
    public async Task Help_EveryCommand_ShowsAnExampleOfItselfAndJson(string command)
    {
        CliResult result = await _terminal.RunAsync([.. command.Split(' '), "--help"]);

        Assert.Equal(0, result.ExitCode);
        Assert.Contains($"  dotnet amplify {command} ", result.Out[result.Out.IndexOf("Examples:", StringComparison.Ordinal)..], StringComparison.Ordinal);
        Assert.Contains("--json", result.Out, StringComparison.Ordinal);
        Assert.Empty(result.Error);
    }

    [Theory]
    [InlineData("--help", "start")]
    [InlineData("api --help", "head")]
    [InlineData("graphql --help", "subscribe")]
    [InlineData("events --help", "publish")]
    [InlineData("auth --help", "sign-in")]
    public async Task Help_Group_ListsItsCommandsAndExamples(string commandLine, string command)
    {
        CliResult result = await _terminal.RunAsync(commandLine.Split(' '));

        Assert.Equal(0, result.ExitCode);
        Assert.Contains($"  {command} ", result.Out, StringComparison.Ordinal);
        Assert.Contains("Examples:", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_BesideAMistake_StillHelps()
    {
        CliResult result = await _terminal.RunAsync("api", "get", "--help", "--nothing-like-that");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("Usage:", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Version_IsPrinted()
    {
        CliResult result = await _terminal.RunAsync("--version");

        Assert.Equal(0, result.ExitCode);
        Assert.Matches(@"^\d+\.\d+\.\d+", result.Out);
    }

    [Theory]
    [InlineData("", "command")]
    [InlineData("api", "command")]
    [InlineData("nonsense", "'nonsense'")]
    [InlineData("api get", "'apiName'")]
    [InlineData("api get MyCloudApi", "'path'")]
    [InlineData("graphql", "command")]
    [InlineData("graphql query", "--document")]
    [InlineData("graphql subscribe", "--document")]
    [InlineData("graphql subscribe -d {a} --take 0", "--take is a number from 1 on.")]
    [InlineData("graphql subscribe -d {a} --take many", "--take is a number from 1 on.")]
    [InlineData("graphql subscribe -d {a} --realtime-endpoint there", "--realtime-endpoint is a URL that begins with wss:// or ws://")]
    [InlineData("graphql query -d {a} --endpoint /graphql", "--endpoint is a URL that begins with https:// or http://.")]
    [InlineData("graphql query -d @", "--document is empty.")]
    [InlineData("events subscribe /default/a --endpoint ws://a.example/event", "--endpoint is a URL that begins with https:// or http://.")]
    [InlineData("auth session --user-pool-id us-east-1_x --client-id y --user-pool-endpoint there", "--user-pool-endpoint is a URL that begins with https:// or http://.")]
    [InlineData("sign --presign soon", "--presign is a number from 1 to 604800.")]
    [InlineData("graphql subscribe -d {a} --auth-carrier cookie", "header, query")]
    [InlineData("graphql subscribe -d {a} --protocol mqtt", "appsync, graphql-transport-ws")]
    [InlineData("auth", "command")]
    [InlineData("auth sign-in --username jane", "--password")]
    [InlineData("auth sign-in --username jane --password p --flow magic", "srp, password")]
    [InlineData("auth sign-up --username jane --password p --attribute email", "name=value")]
    [InlineData("auth session --user-pool-id us-east-1_x", "--client-id")]
    [InlineData("auth session --region us-east-1", "--user-pool-id")]
    [InlineData("start --port many", "--port is a number from 0 to 65535.")]
    [InlineData("start --port 65536", "--port is a number from 0 to 65535.")]
    [InlineData("start --port -1", "--port is a number from 0 to 65535.")]
    public async Task WrongUsage_TellsWhatAndWhereToReadOn_Gives2(string commandLine, string expected)
    {
        CliResult result = await _terminal.RunAsync(commandLine.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.Contains("--help'", result.Error, StringComparison.Ordinal);
        Assert.Empty(result.Out);
    }

    [Fact]
    public async Task UnknownOption_IsNamed_ItsValueIsNot()
    {
        CliResult result = await _terminal.RunAsync("sign", "--url", "https://a.example/", "--secret-kye", "my-secret", "--token=my-token");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("'--secret-kye'", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("my-secret", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("my-token", result.Error, StringComparison.Ordinal);
    }
}
