using System.CommandLine;
using Amplify.Cli.Input;

namespace Amplify.Cli.Commands.GraphQL;

/// <summary>The options that say how an operation is authorized.</summary>
internal sealed class GraphQLAuthorizationOptions
{
    private readonly AuthModeOption _mode = new();
    private readonly Option<string?> _apiKey = new("--api-key")
    {
        Description = "The API key. With it the mode is API_KEY unless --auth-mode says otherwise.",
        HelpName = "key",
    };

    private readonly Option<string?> _token = new("--token")
    {
        Description = "The token for Authorization. With it the mode is AMAZON_COGNITO_USER_POOLS unless --auth-mode says otherwise.",
        HelpName = "token",
    };

    private readonly HeaderOption _headers = new("A header to send. May be repeated.");

    public void AddTo(Command command)
    {
        command.Add(_mode);
        command.Add(_apiKey);
        command.Add(_token);
        command.Add(_headers);
        command.Validators.Add(result =>
        {
            if (result.GetValue(_apiKey) is not null && result.GetValue(_token) is not null)
            {
                result.AddError("--api-key and --token belong to different modes; give one of them.");
            }
        });
    }

    public GraphQLOptions Read(ParseResult arguments)
    {
        GraphQLOptions options = new()
        {
            AuthMode = ModeOf(arguments),
            ApiKey = arguments.GetValue(_apiKey),
            Token = arguments.GetValue(_token),
        };
        _headers.AddTo(options.Headers, arguments);
        return options;
    }

    public void ApplyTo<T>(SubscriptionOptions<T> options, ParseResult arguments)
    {
        options.AuthMode = ModeOf(arguments);
        options.ApiKey = arguments.GetValue(_apiKey);
        options.Token = arguments.GetValue(_token);
        _headers.AddTo(options.Headers, arguments);
    }

    private AuthMode? ModeOf(ParseResult arguments) => arguments.GetValue(_mode)
        ?? (arguments.GetValue(_apiKey) is not null ? AuthMode.ApiKey : arguments.GetValue(_token) is not null ? AuthMode.UserPool : null);
}
