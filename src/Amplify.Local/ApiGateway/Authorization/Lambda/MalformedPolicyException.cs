namespace Amplify.Local.ApiGateway.Authorization.Lambda;

/// <summary>A Lambda authorizer answered something that is no policy. The message says why and quotes nothing.</summary>
internal sealed class MalformedPolicyException(string reason) : Exception(reason);
