namespace Amplify;

/// <summary>How a request proves who sends it.</summary>
public enum AuthMode
{
    /// <summary>An API key in <c>x-api-key</c>; in files <c>API_KEY</c>.</summary>
    ApiKey,

    /// <summary>An AWS Signature Version 4 made with AWS credentials; in files <c>AWS_IAM</c>.</summary>
    Iam,

    /// <summary>A token of a Cognito user pool; in files <c>AMAZON_COGNITO_USER_POOLS</c>.</summary>
    UserPool,

    /// <summary>A token of an OpenID Connect issuer; in files <c>OPENID_CONNECT</c>.</summary>
    Oidc,

    /// <summary>A token that a Lambda authorizer checks; in files <c>AWS_LAMBDA</c>.</summary>
    Lambda,

    /// <summary>Nothing; in files <c>NONE</c>.</summary>
    None,
}
