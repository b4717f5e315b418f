using Amplify.Cli.Execution;

namespace Amplify.Cli.Commands.Events;

/// <summary><c>events</c>: the channels of an AppSync Events API, in the configuration or at a URL.</summary>
internal sealed class EventsCommand : CliCommand
{
    public EventsCommand(CliContext context)
        : base("events", "Publish to channels of AppSync Events and subscribe to them, authorized as an application would be.")
    {
        Add(new EventsPublishCommand(context));
        Add(new EventsSubscribeCommand(context));
    }

    public override IReadOnlyList<string> Examples { get; } =
    [
        """events publish /default/room --event '{"text":"hello"}'""",
        "events subscribe '/default/*'",
    ];
}
