using System.CommandLine;
using System.Text.Json;
using Amplify.Cli.Commands.Subscriptions;
using Amplify.Cli.Execution;
using Amplify.Cli.Input;

namespace Amplify.Cli.Commands.GraphQL;

/// <summary><c>graphql subscribe</c>: the messages of a subscription, a line each, until it is told to stop.</summary>
internal sealed class GraphQLSubscribeCommand : CliCommand
{
    private readonly CliContext _context;
    private readonly GraphQLOperationOptions _operation = new();
    private readonly GraphQLApiOptions _api = new();
    private readonly GraphQLRealtimeOptions _realtime = new();
    private readonly GraphQLAuthorizationOptions _authorization = new();
    private readonly KeyOptions _keys = new();
    private readonly NumberOption _take = NumberOption.Take();
    private readonly Option<bool> _json = new("--json") { Description = "Print each message on a line of its own, as is done without this option too." };

    public GraphQLSubscribeCommand(CliContext context)
        : base("subscribe", "Print what others send, as it comes, until Ctrl+C.")
    {
        _context = context;
        _operation.AddTo(this);
        Add(_take);
        _api.AddTo(this);
        _realtime.AddTo(this);
        _authorization.AddTo(this);
        _keys.AddTo(this);
        Add(_json);
        SetAction(RunAsync);
    }

    public override IReadOnlyList<string> Examples { get; } =
    [
        """graphql subscribe --document onComment.graphql --variables '{"eventId":"1"}'""",
        """graphql subscribe --document 'subscription { subscribeToEventComments(eventId: "1") { content } }' --take 1 --auth-mode AWS_IAM""",
        "graphql subscribe --document 'subscription { ticks }' --endpoint https://api.example.com/graphql --protocol graphql-transport-ws",
    ];

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        GraphQLOperation<JsonElement> operation =
            await _operation.ReadAsync(arguments, GraphQLOperationKind.Subscription, _context, cancellationToken);
        AmplifyConfiguration configuration = _api.ReadConfiguration(arguments, _context);
        if (_realtime.ReadEndpoint(arguments) is { } url)
        {
            _api.SetRealtimeEndpoint(arguments, configuration, url);
        }

        SubscriptionWriter writer = new(_context, GraphQLResponseWriter.Write);
        return await new SubscriptionRun(_context, writer, arguments.GetValue(_take)).RunAsync(
            arguments,
            configuration,
            _keys.FindProvider(arguments, _context, configuration),
            options => _realtime.ApplyTo(options, arguments),
            (amplify, options) =>
            {
                _authorization.ApplyTo(options, arguments);
                return _api.Find(arguments, amplify).SubscribeAsync(operation, options, cancellationToken);
            },
            cancellationToken);
    }
}
