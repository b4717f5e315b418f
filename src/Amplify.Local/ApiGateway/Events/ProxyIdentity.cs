using Amplify.Local.Accounts;
using Amplify.Local.Hosting;

namespace Amplify.Local;

/// <summary>The <c>requestContext.identity</c> of a proxy event. What does not apply to a request is <see langword="null"/>.</summary>
public sealed class ProxyIdentity
{
    internal ProxyIdentity(LocalRequest request, string? apiKey, string? apiKeyId)
    {
        Principal? caller = request.Caller;
        SourceIp = request.SourceIp;
        UserAgent = request.Header("User-Agent");
        ApiKey = apiKey;
        ApiKeyId = apiKeyId;
        AccessKey = caller?.Credentials.AccessKeyId;
        AccountId = caller is null ? null : LocalAccount.Id;
        Caller = caller?.UserId;
        UserArn = caller?.Arn;
        CognitoIdentityId = caller?.Cognito?.IdentityId;
        CognitoIdentityPoolId = caller?.Cognito?.IdentityPoolId;
        CognitoAuthenticationType = caller?.Cognito?.AuthenticationType;
        CognitoAuthenticationProvider = caller?.Cognito?.AuthenticationProvider;
    }

    /// <summary>Gets the caller's address.</summary>
    public string SourceIp { get; }

    /// <summary>Gets the <c>User-Agent</c> header.</summary>
    public string? UserAgent { get; }

    /// <summary>Gets the access key id that signed the request.</summary>
    public string? AccessKey { get; }

    /// <summary>Gets the account of the credentials.</summary>
    public string? AccountId { get; }

    /// <summary>Gets the unique id of the user or role session that signed.</summary>
    public string? Caller { get; }

    /// <summary>Gets the same as <see cref="Caller"/>.</summary>
    public string? User => Caller;

    /// <summary>Gets the ARN of the user or role session that signed.</summary>
    public string? UserArn { get; }

    /// <summary>Gets the caller's identity in the identity pool: the usual owner key of what a handler stores.</summary>
    public string? CognitoIdentityId { get; }

    /// <summary>Gets the identity pool.</summary>
    public string? CognitoIdentityPoolId { get; }

    /// <summary>Gets <c>authenticated</c>, or <c>unauthenticated</c> for a guest.</summary>
    public string? CognitoAuthenticationType { get; }

    /// <summary>
    /// Gets who signed the user in: the provider, and the provider with the user, whose id comes last:
    /// <c>cognito-idp.REGION.amazonaws.com/POOL,cognito-idp.REGION.amazonaws.com/POOL:CognitoSignIn:SUB</c>. <see langword="null"/> for guests.
    /// </summary>
    public string? CognitoAuthenticationProvider { get; }

    /// <summary>Gets the API key, where the route asks for one.</summary>
    public string? ApiKey { get; }

    /// <summary>Gets the id of the API key, where the route asks for one.</summary>
    public string? ApiKeyId { get; }
}
