using System.CommandLine;
using Amplify.Cli.Execution;

namespace Amplify.Cli.Input;

/// <summary><c>--config FILE</c>, else the file that Amplify's tools write, in the folder or a parent.</summary>
internal sealed class ConfigurationOption : Option<string?>
{
    private static readonly string[] FileNames = ["amplify_outputs.json", "aws-exports.js"];

    public ConfigurationOption()
        : base("--config", "-c")
    {
        Description = "The configuration file. Default: amplify_outputs.json, else aws-exports.js, in this folder or the nearest parent.";
        HelpName = "file";
    }

    /// <exception cref="CommandFailedException">There is no configuration file.</exception>
    /// <exception cref="AmplifyConfigurationException">Something in the file is wrong.</exception>
    public AmplifyConfiguration Read(ParseResult arguments, CliContext context) => AmplifyConfiguration.FromFile(
        arguments.GetValue(this) is { } given ? context.FullPath(given) : Find(context.WorkingDirectory));

    private static string Find(string directory)
    {
        for (DirectoryInfo? folder = new(directory); folder is not null; folder = folder.Parent)
        {
            foreach (string name in FileNames)
            {
                string path = Path.Combine(folder.FullName, name);
                if (File.Exists(path))
                {
                    return path;
                }
            }
        }

        throw new CommandFailedException(
            $"There is no amplify_outputs.json or aws-exports.js in {directory} or above it. " +
            $"Name a file with --config, or have one written with '{CliRunner.Name} start --config-out .'.");
    }
}
