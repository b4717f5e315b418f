using System.Text;
using System.Text.Json;

namespace Amplify.Cli.Tests.Running;

/// <summary>What a run of the command line left behind.</summary>
public sealed record CliResult(int ExitCode, byte[] Output, string Error)
{
    public string Out => Encoding.UTF8.GetString(Output);

    public string[] Lines => Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public JsonElement Json => JsonElement.Parse(Output);

    public IEnumerable<JsonElement> JsonLines => Lines.Select(static line => JsonElement.Parse(line));
}
