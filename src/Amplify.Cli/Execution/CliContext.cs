using System.Text;

namespace Amplify.Cli.Execution;

/// <summary>Everything that a command takes from its surroundings, so that a test can give it others.</summary>
internal sealed class CliContext
{
    public required Stream Input { get; init; }

    /// <summary>Gets standard output as bytes. Flush <see cref="Out"/> before writing here.</summary>
    public required Stream Output { get; init; }

    /// <summary>Gets standard error: messages and progress, of the command and of the logs of what it runs, which come from any thread.</summary>
    public required TextWriter Error { get; init => field = TextWriter.Synchronized(value); }

    /// <summary>Gets who can be asked.</summary>
    /// <value><see langword="null"/> when standard input is not a terminal.</value>
    public ITerminal? Terminal { get; init; }

    public required Func<string, string?> Environment { get; init; }

    public required string WorkingDirectory { get; init; }

    /// <summary>Gets the folder of the user for what outlives a command, such as the session of a user.</summary>
    public required string DataDirectory { get; init; }

    public required TimeProvider TimeProvider { get; init; }

    /// <summary>Gets standard output as text: the result and nothing else.</summary>
    public TextWriter Out => field ??=
        new StreamWriter(Output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };

    /// <summary>Gives an environment variable; one that is empty counts as not set.</summary>
    public string? Variable(string name) => Environment(name) is { Length: > 0 } value ? value : null;

    /// <summary>Gives the full path of a file that was named relative to the working directory.</summary>
    public string FullPath(string path) => Path.GetFullPath(path, WorkingDirectory);
}
