using System.CommandLine;
using Amplify.Cli.Execution;
using Amplify.Cli.Input;

namespace Amplify.Cli.Commands.GraphQL;

/// <summary>The options that say how the connection of a subscription is made.</summary>
internal sealed class GraphQLRealtimeOptions
{
    private readonly UrlOption _endpoint = UrlOption.RealtimeEndpoint();
    private readonly AuthCarrierOption _carrier = new();
    private readonly ChoiceOption<RealtimeProtocol> _protocol =
        new("--protocol", ("appsync", RealtimeProtocol.AppSync), ("graphql-transport-ws", RealtimeProtocol.GraphQLTransport))
        {
            Description = "The protocol. Default: appsync with --auth-carrier, and where the API is AppSync's by its configuration or its host; else graphql-transport-ws.",
            HelpName = "name",
        };

    public void AddTo(Command command)
    {
        command.Add(_endpoint);
        command.Add(_carrier);
        command.Add(_protocol);
    }

    /// <summary>Gives the WebSocket URL, if it is given.</summary>
    public string? ReadEndpoint(ParseResult arguments) => arguments.GetValue(_endpoint);

    /// <exception cref="UsageException">The options contradict each other.</exception>
    public void ApplyTo(RealtimeOptions options, ParseResult arguments)
    {
        RealtimeAuthCarrier? carrier = arguments.GetValue(_carrier);
        if (carrier is not null && arguments.GetValue(_protocol) == RealtimeProtocol.GraphQLTransport)
        {
            throw new UsageException("--auth-carrier belongs to the protocol appsync.");
        }

        options.AuthCarrier = carrier ?? options.AuthCarrier;

        // Whoever says how AppSync is told the authorization has AppSync's protocol in mind.
        options.Protocol = arguments.GetValue(_protocol) ?? (carrier is null ? options.Protocol : RealtimeProtocol.AppSync);
    }
}
