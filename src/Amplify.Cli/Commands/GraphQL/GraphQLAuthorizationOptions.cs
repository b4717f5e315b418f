using System.CommandLine;
using Amplify.Cli.Input;

namespace Amplify.Cli.Commands.GraphQL;

/// <summary>The options that say how an operation is authorized.</summary>
internal sealed class GraphQLAuthorizationOptions
{
    private readonly AuthorizationOptions _authorization = new();
    private readonly HeaderOption _headers = new("A header to send. May be repeated.");

    public void AddTo(Command command)
    {
        _authorization.AddTo(command);
        command.Add(_headers);
    }

    public GraphQLOptions Read(ParseResult arguments)
    {
        GraphQLOptions options = new()
        {
            AuthMode = _authorization.ReadMode(arguments),
            ApiKey = _authorization.ReadApiKey(arguments),
            Token = _authorization.ReadToken(arguments),
        };
        _headers.AddTo(options.Headers, arguments);
        return options;
    }

    public void ApplyTo<T>(SubscriptionOptions<T> options, ParseResult arguments)
    {
        _authorization.ApplyTo(options, arguments);
        _headers.AddTo(options.Headers, arguments);
    }
}
