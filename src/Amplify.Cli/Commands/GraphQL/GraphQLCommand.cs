using Amplify.Cli.Execution;

namespace Amplify.Cli.Commands.GraphQL;

/// <summary><c>graphql</c>: operations of a GraphQL API, in the configuration or at a URL.</summary>
internal sealed class GraphQLCommand : CliCommand
{
    public GraphQLCommand(CliContext context)
        : base("graphql", "Call a GraphQL API, authorized as an application would be.")
    {
        Add(new GraphQLOperationCommand(context, "query", GraphQLOperationKind.Query, "Ask for data."));
        Add(new GraphQLOperationCommand(context, "mutate", GraphQLOperationKind.Mutation, "Change data."));
        Add(new GraphQLSubscribeCommand(context));
    }

    public override IReadOnlyList<string> Examples { get; } =
    [
        "graphql query --document '{ listEvents { items { id name } } }'",
        """graphql query --document getEvent.graphql --variables '{"id":"1"}'""",
        "graphql mutate --document @createEvent.graphql --variables @event.json --auth-mode AWS_IAM",
        "graphql subscribe --document onComment.graphql --take 1",
    ];
}
