namespace Amplify.Local.Cognito.UserPool.Tokens;

/// <summary>What a token of a user pool is for, its <c>token_use</c>.</summary>
internal enum TokenUse
{
    Id,
    Access,
}
