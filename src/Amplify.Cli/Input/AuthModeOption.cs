using System.CommandLine;
using System.CommandLine.Parsing;

namespace Amplify.Cli.Input;

/// <summary><c>--auth-mode</c>, in the names that Amplify's files use.</summary>
internal sealed class AuthModeOption : Option<AuthMode?>
{
    private static readonly Dictionary<string, AuthMode> Modes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["API_KEY"] = AuthMode.ApiKey,
        ["AWS_IAM"] = AuthMode.Iam,
        ["AMAZON_COGNITO_USER_POOLS"] = AuthMode.UserPool,
        ["OPENID_CONNECT"] = AuthMode.Oidc,
        ["AWS_LAMBDA"] = AuthMode.Lambda,
        ["NONE"] = AuthMode.None,
    };

    public AuthModeOption()
        : base("--auth-mode")
    {
        Description = $"How the request is authorized: {string.Join(", ", Modes.Keys)}. Default: what the configuration says of the API.";
        HelpName = "mode";
        CustomParser = Parse;
    }

    private static AuthMode? Parse(ArgumentResult result)
    {
        if (Modes.TryGetValue(result.Tokens[0].Value, out AuthMode mode))
        {
            return mode;
        }

        result.AddError($"--auth-mode is one of {string.Join(", ", Modes.Keys)}.");
        return null;
    }
}
