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
        string? apiKey = arguments.GetValue(_apiKey);
        string? token = arguments.GetValue(_token);
        GraphQLOptions options = new()
        {
            AuthMode = arguments.GetValue(_mode) ?? (apiKey is not null ? AuthMode.ApiKey : token is not null ? AuthMode.UserPool : null),
            ApiKey = apiKey,
            Token = token,
        };
        _headers.AddTo(options.Headers, arguments);
        return options;
    }
}
