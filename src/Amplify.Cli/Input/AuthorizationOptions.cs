using System.CommandLine;

namespace Amplify.Cli.Input;

/// <summary>The options that say in which mode a call is authorized, and with what.</summary>
internal sealed class AuthorizationOptions
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

    public void AddTo(Command command)
    {
        command.Add(_mode);
        command.Add(_apiKey);
        command.Add(_token);
        command.Validators.Add(result =>
        {
            if (result.GetValue(_apiKey) is not null && result.GetValue(_token) is not null)
            {
                result.AddError("--api-key and --token belong to different modes; give one of them.");
            }
        });
    }

    public string? ReadApiKey(ParseResult arguments) => arguments.GetValue(_apiKey);

    public string? ReadToken(ParseResult arguments) => arguments.GetValue(_token);

    public AuthMode? ReadMode(ParseResult arguments) => arguments.GetValue(_mode)
        ?? (arguments.GetValue(_apiKey) is not null ? AuthMode.ApiKey : arguments.GetValue(_token) is not null ? AuthMode.UserPool : null);

    public void ApplyTo<T>(SubscriptionOptions<T> options, ParseResult arguments)
    {
        options.AuthMode = ReadMode(arguments);
        options.ApiKey = ReadApiKey(arguments);
        options.Token = ReadToken(arguments);
    }
}
