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
        GatewayError? refusal = Authorize(Received(request), service, request.ReceivedAt, request.Header("Authorization"), out Principal? caller);
        request.Caller = caller ?? request.Caller;
        return refusal;
    }

    /// <summary>Finds out who signed.</summary>
    /// <returns>Why the caller may not, or <see langword="null"/>.</returns>
    public GatewayError? Authorize(SigV4Request received, string service, DateTimeOffset now, string? authorization, out Principal? caller)
    {
        var scope = new SigV4Scope(region, service);
        SigV4Verification verification = _verifier.Verify(received, scope, now);
        caller = verification is { IsValid: true, Credentials: { } credentials } ? keys.Find(credentials.AccessKeyId) : null;
        return verification.IsValid ? null : SignatureErrors.Of(verification, scope, now, authorization);
    }

    /// <summary>Gives the refusal of a request that no route serves: an <c>Authorization</c> header is looked at even there.</summary>
    public GatewayError RefuseUnrouted(LocalRequest request, string service)
    {
        if (request.Header("Authorization") is not { } authorization)
        {
            return GatewayErrors.MissingAuthenticationToken;
        }

        var scope = new SigV4Scope(region, service);
        SigV4Verification verification = _verifier.Verify(Received(request), scope, request.ReceivedAt);
        return verification.Refusal == SigV4Refusal.IncompleteSignature
            ? SignatureErrors.Of(verification, scope, request.ReceivedAt, authorization)
            : GatewayErrors.MissingAuthenticationToken;
    }

    private static SigV4Request Received(LocalRequest request) =>
        new(request.Method, request.Target.ToString(), request.Headers, SigV4PayloadHash.Of(request.Body.Span));
}
