using System.CommandLine;
using System.Text.Json;
using Amplify.Cli.Execution;
using Amplify.Cli.Input;

namespace Amplify.Cli.Commands.GraphQL;

/// <summary><c>graphql query</c> and <c>graphql mutate</c>: one operation, whose whole response goes to standard output.</summary>
internal sealed class GraphQLOperationCommand : CliCommand
{
    private readonly CliContext _context;
    private readonly GraphQLOperationKind _kind;
    private readonly GraphQLOperationOptions _operation = new();
    private readonly GraphQLApiOptions _api = new();
    private readonly GraphQLAuthorizationOptions _authorization = new();
    private readonly KeyOptions _keys = new();
    private readonly Option<bool> _json = new("--json") { Description = "Print the response on one line." };

    public GraphQLOperationCommand(CliContext context, string name, GraphQLOperationKind kind, string description)
        : base(name, description)
    {
        _context = context;
        _kind = kind;
        _operation.AddTo(this);
        _api.AddTo(this);
        _authorization.AddTo(this);
        _keys.AddTo(this);
        Add(_json);
        SetAction(RunAsync);
    }

    public override IReadOnlyList<string> Examples => _kind == GraphQLOperationKind.Query
        ?
        [
            "graphql query --document '{ listEvents { items { id name } } }'",
            """graphql query --document getEvent.graphql --variables '{"id":"1"}' --auth-mode AWS_IAM""",
            "graphql query --document '{ me }' --endpoint https://api.example.com/graphql --auth-mode NONE",
        ]
        :
        [
            "graphql mutate --document createEvent.graphql --variables @event.json",
            """graphql mutate --document 'mutation ($id: ID!) { deleteEvent(id: $id) { id } }' --variables '{"id":"1"}'""",
        ];

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        GraphQLOperation<JsonElement> operation = await _operation.ReadAsync(arguments, _kind, _context, cancellationToken);
        AmplifyConfiguration configuration = _api.ReadConfiguration(arguments, _context);
        await using CommandClient client = new(_context, configuration, _keys.FindProvider(arguments, _context, configuration));
        GraphQLResponse<JsonElement> response = await SendAsync(client.Amplify, arguments, operation, cancellationToken);
        await GraphQLResponseWriter.WriteAsync(_context, response, arguments.GetValue(_json), cancellationToken);
        response.EnsureNoErrors();
        return ExitCode.Done;
    }

    private async Task<GraphQLResponse<JsonElement>> SendAsync(
        AmplifyClient amplify, ParseResult arguments, GraphQLOperation<JsonElement> operation, CancellationToken cancellationToken)
    {
        try
        {
            return await _api.Find(arguments, amplify).SendAsync(operation, _authorization.Read(arguments), cancellationToken);
        }
        catch (ArgumentException wrong)
        {
            throw new UsageException(ErrorText.Of(wrong), wrong);
        }
    }
}
