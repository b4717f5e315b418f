using System.CommandLine;
using Amplify.Cli.Commands.Subscriptions;
using Amplify.Cli.Execution;
using Amplify.Cli.Input;

namespace Amplify.Cli.Commands.Events;

/// <summary><c>events subscribe</c>: the events of a channel, a line each, until it is told to stop.</summary>
internal sealed class EventsSubscribeCommand : CliCommand
{
    private readonly CliContext _context;
    private readonly EventsApiOptions _api = new("The channel, such as /default/room, or all below one, as '/default/*'.");
    private readonly NumberOption _take = NumberOption.Take();
    private readonly Option<bool> _json = new("--json") { Description = "Print each event on a line of its own, as is done without this option too." };

    public EventsSubscribeCommand(CliContext context)
        : base("subscribe", "Print the events of a channel, as they come, until Ctrl+C.")
    {
        _context = context;
        _api.AddTo(this);
        Add(_take);
        Add(_json);
        SetAction(RunAsync);
    }

    public override IReadOnlyList<string> Examples { get; } =
    [
        "events subscribe '/default/*'",
        "events subscribe /default/room --take 1 --auth-mode AWS_IAM",
        "events subscribe /default/room --endpoint https://abc.appsync-api.us-east-1.amazonaws.com/event --api-key da2-…",
    ];

    private Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        AmplifyConfiguration configuration = _api.ReadConfiguration(arguments, _context);
        SubscriptionWriter writer = new(_context, static (json, message) => message.Value.WriteTo(json));
        return new SubscriptionRun(_context, writer, arguments.GetValue(_take)).RunAsync(
            arguments,
            configuration,
            _api.FindProvider(arguments, _context, configuration),
            options => _api.ApplyTo(options, arguments),
            (amplify, options) =>
            {
                _api.Authorization.ApplyTo(options, arguments);
                return amplify.Events.SubscribeAsync(_api.ReadChannel(arguments), options, cancellationToken);
            },
            cancellationToken);
    }
}
