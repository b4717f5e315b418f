namespace Amplify;

/// <summary>Which of a signed-in user's tokens a request carries.</summary>
/// <remarks>
/// See <see href="https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-with-identity-providers.html">User pool tokens</see>.
/// </remarks>
public enum TokenKind
{
    /// <summary>The access token, which says what the user may do: its scopes and groups.</summary>
    Access,

    /// <summary>The id token, which says who the user is. A Cognito authorizer of API Gateway that demands no scope takes this one only.</summary>
    Id,
}
