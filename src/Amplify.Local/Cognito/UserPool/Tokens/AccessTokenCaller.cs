using Amplify.Local.Cognito.UserPool.Clients;
using Amplify.Local.Cognito.UserPool.Users;

namespace Amplify.Local.Cognito.UserPool.Tokens;

/// <summary>Who calls an operation with an access token.</summary>
internal sealed record AccessTokenCaller(PoolUser User, AppClient Client, UserPoolToken Token);
