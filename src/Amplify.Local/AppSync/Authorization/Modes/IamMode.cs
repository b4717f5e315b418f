using Amplify.Local.Accounts;
using Amplify.Local.ApiGateway.Authorization;
using Amplify.Local.ApiGateway.Responses;
using Amplify.Signing;

namespace Amplify.Local.AppSync.Authorization.Modes;

/// <summary>Verifies a signature for the service <c>appsync</c>.</summary>
internal sealed class IamMode(SignatureAuthorizer signatures)
{
    public const string Algorithm = "AWS4-HMAC-SHA256";

    private const string Service = "appsync";

    public AppSyncAuthorization Authorize(AppSyncAuthorizationRequest request, string authorization)
    {
        var received = new SigV4Request(request.Method, request.Target, request.Headers, SigV4PayloadHash.Of(request.Body.Span));
        GatewayError? refusal = signatures.Authorize(received, Service, request.ReceivedAt, authorization, out Principal? principal);
        return refusal is null
            ? new AppSyncCaller(AppSyncAuthMode.Iam, IdentityOf(principal!, request.SourceIp)) { Principal = principal }
            : new AppSyncRefusal(refusal.StatusCode, refusal.ErrorType, refusal.Message);
    }

    private static AppSyncIamIdentity IdentityOf(Principal principal, string sourceIp) => new()
    {
        AccountId = LocalAccount.Id,
        CognitoIdentityPoolId = principal.Cognito?.IdentityPoolId,
        CognitoIdentityId = principal.Cognito?.IdentityId,
        SourceIp = [sourceIp],
        Username = principal.UserId,
        UserArn = principal.Arn,
        CognitoIdentityAuthType = principal.Cognito?.AuthenticationType,
        CognitoIdentityAuthProvider = principal.Cognito?.AuthenticationProvider,
    };
}
