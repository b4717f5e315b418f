using System.CommandLine;

namespace Amplify.Cli.Execution;

/// <summary>A command whose help shows how it is used.</summary>
internal abstract class CliCommand(string name, string description) : Command(name, description)
{
    /// <summary>Gets command lines to copy, without <c>dotnet amplify</c>.</summary>
    public abstract IReadOnlyList<string> Examples { get; }
}
