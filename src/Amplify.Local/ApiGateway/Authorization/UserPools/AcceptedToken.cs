namespace Amplify.Local.ApiGateway.Authorization.UserPools;

/// <summary>A token that was verified, with what handlers get to know of it.</summary>
internal sealed record AcceptedToken(ProxyAuthorizer Authorizer, DateTimeOffset Ends);
