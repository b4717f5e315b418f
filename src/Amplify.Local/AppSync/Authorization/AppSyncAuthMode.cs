namespace Amplify.Local;

/// <summary>
/// How the local AppSync recognises a caller: one of AppSync's
/// <see href="https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html">authorization modes</see>.
/// </summary>
public enum AppSyncAuthMode
{
    /// <summary>A key in <c>x-api-key</c> (<c>API_KEY</c>).</summary>
    ApiKey,

    /// <summary>A signature with AWS credentials (<c>AWS_IAM</c>): those of a guest, or <see cref="LocalBackend.Credentials"/>.</summary>
    Iam,

    /// <summary>An id or access token of a user pool (<c>AMAZON_COGNITO_USER_POOLS</c>).</summary>
    UserPool,

    /// <summary>A token of an OpenID Connect provider (<c>OPENID_CONNECT</c>).</summary>
    Oidc,

    /// <summary>Any token, judged by a function (<c>AWS_LAMBDA</c>).</summary>
    Lambda,
}
