using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Amplify.Cli.Execution;
using Amplify.Cli.Input;

namespace Amplify.Cli.Commands.GraphQL;

/// <summary><c>graphql subscribe</c>: the messages of a subscription, a line each, until it is told to stop.</summary>
internal sealed class GraphQLSubscribeCommand : CliCommand
{
    // What ends the subscription is the error of the command; the client's log need not tell it as well.
    private const int ConnectionGivenUp = 405;
    private const int SubscriptionFailed = 411;

    private readonly CliContext _context;
    private readonly GraphQLOperationOptions _operation = new();
    private readonly GraphQLApiOptions _api = new();
    private readonly GraphQLRealtimeOptions _realtime = new();
    private readonly GraphQLAuthorizationOptions _authorization = new();
    private readonly KeyOptions _keys = new();
    private readonly Option<int> _take = new("--take", "-n")
    {
        Description = "End after this many messages. Default: Ctrl+C ends it.",
        HelpName = "number",
    };

    private readonly Option<bool> _json = new("--json") { Description = "Print each message on a line of its own, as is done without this option too." };

    public GraphQLSubscribeCommand(CliContext context)
        : base("subscribe", "Print what others send, as it comes, until Ctrl+C.")
    {
        _context = context;
        _take.Validators.Add(static result =>
        {
            // What is no number at all is told by the parser.
            if (int.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out int number) && number < 1)
            {
                result.AddError("--take is a number from 1 on.");
            }
        });
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
        "graphql subscribe --document 'subscription { onCreateEvent { id name } }' --take 1 --auth-mode AWS_IAM",
        "graphql subscribe --document 'subscription { ticks }' --endpoint https://api.example.com/graphql --protocol graphql-transport-ws",
    ];

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        try
        {
            await PrintMessagesAsync(arguments, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await _context.Error.WriteLineAsync("Stopped.");
        }

        return ExitCode.Done;
    }

    private async Task PrintMessagesAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        GraphQLOperation<JsonElement> operation =
            await _operation.ReadAsync(arguments, GraphQLOperationKind.Subscription, _context, cancellationToken);
        AmplifyConfiguration configuration = _api.ReadConfiguration(arguments, _context);
        if (_realtime.ReadEndpoint(arguments) is { } url)
        {
            _api.SetRealtimeEndpoint(arguments, configuration, url);
        }

        using ErrorStreamLogging logging = new(_context.Error, CliRunner.IsVerbose(arguments), ConnectionGivenUp, SubscriptionFailed);
        await using CommandClient client = new(_context, configuration, _keys.FindProvider(arguments, _context, configuration), options =>
        {
            // Connecting goes on without end while the server is out of reach; the log tells so.
            options.LoggerFactory = logging;
            _realtime.ApplyTo(options.Realtime, arguments);
        });
        await using Subscription<JsonElement> subscription = await SubscribeAsync(client.Amplify, arguments, operation, cancellationToken);
        await _context.Error.WriteLineAsync("Subscription established. Press Ctrl+C to end it.");
        int? most = arguments.GetResult(_take) is null ? null : arguments.GetValue(_take);
        await SubscriptionWriter.WriteAsync(_context, subscription, most, cancellationToken);
    }

    private async Task<Subscription<JsonElement>> SubscribeAsync(
        AmplifyClient amplify, ParseResult arguments, GraphQLOperation<JsonElement> operation, CancellationToken cancellationToken)
    {
        // Whoever reads the output may be slow; then the server waits, and nothing is lost.
        SubscriptionOptions<JsonElement> options = new() { Overflow = OverflowPolicy.Wait };
        _authorization.ApplyTo(options, arguments);
        try
        {
            return await _api.Find(arguments, amplify).SubscribeAsync(operation, options, cancellationToken);
        }
        catch (ArgumentException wrong)
        {
            throw new UsageException(ErrorText.Of(wrong), wrong);
        }
    }
}
