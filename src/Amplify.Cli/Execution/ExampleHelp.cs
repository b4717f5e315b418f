using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Amplify.Cli.Execution;

/// <summary>The usual help page with examples at its end.</summary>
internal sealed class ExampleHelp : SynchronousCommandLineAction
{
    private const int PageWidth = 120;

    private readonly IReadOnlyList<string> _rootExamples;
    private readonly HelpAction _usual = new() { MaxWidth = PageWidth };

    private ExampleHelp(IReadOnlyList<string> rootExamples) => _rootExamples = rootExamples;

    public override bool ClearsParseErrors => _usual.ClearsParseErrors;

    public static void Install(RootCommand root, IReadOnlyList<string> rootExamples) =>
        root.Options.OfType<HelpOption>().Single().Action = new ExampleHelp(rootExamples);

    public override int Invoke(ParseResult parseResult)
    {
        int code = _usual.Invoke(parseResult);
        TextWriter output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Examples:");
        foreach (string example in parseResult.CommandResult.Command is CliCommand command ? command.Examples : _rootExamples)
        {
            output.WriteLine($"  {CliRunner.Name} {example}");
        }

        return code;
    }
}
