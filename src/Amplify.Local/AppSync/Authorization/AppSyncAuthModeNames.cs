namespace Amplify.Local.AppSync.Authorization;

/// <summary>The modes as AppSync and Amplify's configuration files call them.</summary>
internal static class AppSyncAuthModeNames
{
    public static string ToName(this AppSyncAuthMode mode) => mode switch
    {
        AppSyncAuthMode.ApiKey => "API_KEY",
        AppSyncAuthMode.Iam => "AWS_IAM",
        AppSyncAuthMode.UserPool => "AMAZON_COGNITO_USER_POOLS",
        AppSyncAuthMode.Oidc => "OPENID_CONNECT",
        _ => "AWS_LAMBDA",
    };
}
