namespace Amplify.Cli.Input;

/// <summary><c>--auth-mode</c>, in the names that Amplify's files use.</summary>
internal sealed class AuthModeOption : ChoiceOption<AuthMode>
{
    public AuthModeOption()
        : base(
            "--auth-mode",
            ("API_KEY", AuthMode.ApiKey),
            ("AWS_IAM", AuthMode.Iam),
            ("AMAZON_COGNITO_USER_POOLS", AuthMode.UserPool),
            ("OPENID_CONNECT", AuthMode.Oidc),
            ("AWS_LAMBDA", AuthMode.Lambda),
            ("NONE", AuthMode.None))
    {
        Description = $"How the request is authorized: {Names}. Default: what the configuration says of the API.";
        HelpName = "mode";
    }
}
