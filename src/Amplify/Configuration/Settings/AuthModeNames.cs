namespace Amplify.Configuration.Settings;

/// <summary>The authorization modes as files name them. Our own names are read too: who binds <c>appsettings.json</c> expects them.</summary>
internal static class AuthModeNames
{
    public const string Accepted = "API_KEY, AWS_IAM, AMAZON_COGNITO_USER_POOLS, OPENID_CONNECT, AWS_LAMBDA or NONE";

    public static AuthMode? Parse(string text) => text.ToUpperInvariant() switch
    {
        "API_KEY" or "APIKEY" => AuthMode.ApiKey,
        "AWS_IAM" or "IAM" => AuthMode.Iam,
        "AMAZON_COGNITO_USER_POOLS" or "USERPOOL" => AuthMode.UserPool,
        "OPENID_CONNECT" or "OIDC" => AuthMode.Oidc,
        "AWS_LAMBDA" or "LAMBDA" => AuthMode.Lambda,
        "NONE" => AuthMode.None,
        _ => null,
    };
}
