using Amplify.Local.Accounts;
using Amplify.Local.ApiGateway.Responses;
using Amplify.Local.Hosting;
using Amplify.Signing;

namespace Amplify.Local.ApiGateway.Authorization;

/// <summary>Verifies that a request is signed, for the service that it is sent to, with a key that the backend gave out.</summary>
internal sealed class SignatureAuthorizer(AccessKeys keys, string region)
{
    private readonly SigV4Verifier _verifier = new(accessKeyId => keys.Find(accessKeyId)?.Credentials);

    /// <summary>Finds out who calls and keeps it in the request.</summary>
    /// <returns>Why the caller may not, or <see langword="null"/>.</returns>
    public GatewayError? Authorize(LocalRequest request, string service)
    {
        SigV4Verification verification = Verify(request, service);
        if (verification is { IsValid: true, Credentials: { } credentials })
        {
            request.Caller = keys.Find(credentials.AccessKeyId);
            return null;
        }

        return SignatureErrors.Of(verification, new SigV4Scope(region, service), request.ReceivedAt, request.Header("Authorization"));
    }

    /// <summary>Gives the refusal of a request that no route serves: an <c>Authorization</c> header is looked at even there.</summary>
    public GatewayError RefuseUnrouted(LocalRequest request, string service)
    {
        if (request.Header("Authorization") is not { } authorization)
        {
            return GatewayErrors.MissingAuthenticationToken;
        }

        SigV4Verification verification = Verify(request, service);
        return verification.Refusal == SigV4Refusal.IncompleteSignature
            ? SignatureErrors.Of(verification, new SigV4Scope(region, service), request.ReceivedAt, authorization)
            : GatewayErrors.MissingAuthenticationToken;
    }

    private SigV4Verification Verify(LocalRequest request, string service)
    {
        string target = request.Target.Query.Length == 0 ? request.Target.Path : $"{request.Target.Path}?{request.Target.Query}";
        var received = new SigV4Request(request.Method, target, request.Headers, SigV4PayloadHash.Of(request.Body.Span));
        return _verifier.Verify(received, new SigV4Scope(region, service), request.ReceivedAt);
    }
}
