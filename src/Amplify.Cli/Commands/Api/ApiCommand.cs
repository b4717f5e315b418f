using Amplify.Cli.Execution;

namespace Amplify.Cli.Commands.Api;

/// <summary><c>api</c>: calls of the REST APIs in the configuration.</summary>
internal sealed class ApiCommand : CliCommand
{
    public ApiCommand(CliContext context)
        : base("api", "Call a REST API of the configuration, authorized as an application would be.")
    {
        Add(new ApiVerbCommand(context, HttpMethod.Get, "Ask for what is at a path."));
        Add(new ApiVerbCommand(context, HttpMethod.Post, "Send a body to be handled, usually to create something."));
        Add(new ApiVerbCommand(context, HttpMethod.Put, "Create or replace what is at a path."));
        Add(new ApiVerbCommand(context, HttpMethod.Patch, "Change a part of what is at a path."));
        Add(new ApiVerbCommand(context, HttpMethod.Delete, "Delete what is at a path."));
        Add(new ApiVerbCommand(context, HttpMethod.Head, "Ask for status and headers only; see them with --include or --json."));
    }

    public override IReadOnlyList<string> Examples { get; } =
    [
        "api get MyCloudApi /items --query order=name",
        """api put MyCloudApi /items --body '{"id":"1","name":"tea"}'""",
        "api delete MyCloudApi /items/1 --include",
    ];
}
