using System.CommandLine;
using System.CommandLine.Parsing;

namespace Amplify.Cli.Execution;

/// <summary>The words that lead to a command, such as <c>api get</c>.</summary>
internal static class CommandPath
{
    public static string Of(CommandResult result)
    {
        List<string> words = [];
        for (SymbolResult? at = result; at is CommandResult { Command: not RootCommand } command; at = at.Parent)
        {
            words.Insert(0, command.Command.Name);
        }

        return string.Join(' ', words);
    }
}
