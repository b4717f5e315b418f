using Amplify.Local.ApiGateway.Responses;
using Amplify.Local.Cognito.UserPool.Tokens;
using Amplify.Local.Hosting;
using Amplify.Local.Tokens;

namespace Amplify.Local.ApiGateway.Authorization.UserPools;

/// <summary>Takes tokens of a user pool, and remembers for a while which it has verified.</summary>
/// <param name="verifier">Verifies tokens of the pool.</param>
/// <param name="isClient">Tells whether an app client is one of the pool's.</param>
/// <param name="settings">What the API asks for.</param>
/// <param name="timeProvider">The clock of what is remembered.</param>
internal sealed class UserPoolAuthorizer(
    UserPoolTokenVerifier verifier, Func<string, bool> isClient, RestUserPoolAuthorizer settings, TimeProvider timeProvider) : IRestAuthorizer
{
    private readonly ExpiringCache<AcceptedToken> _accepted = new(timeProvider);

    public async ValueTask<GatewayError?> AuthorizeAsync(ProxyRequest request)
    {
        LocalRequest received = request.Received;
        if (received.Header(settings.IdentitySource) is not { Length: > 0 } text)
        {
            return GatewayErrors.Unauthorized;
        }

        AcceptedToken? accepted = _accepted.Find(text);
        if (accepted is null || accepted.Ends <= received.ReceivedAt)
        {
            TokenVerification verification = await verifier.VerifyAsync(text, received.ReceivedAt, CancellationToken.None).ConfigureAwait(false);
            if (Refuse(verification) is { } refusal)
            {
                return refusal;
            }

            accepted = Accept(verification.Token!);
            _accepted.Keep(text, accepted, settings.ResultTtl);
        }

        received.Authorizer = accepted.Authorizer;
        return null;
    }

    private GatewayError? Refuse(TokenVerification verification)
    {
        if (verification.Fault == TokenFault.Expired)
        {
            return GatewayErrors.ExpiredIncomingToken;
        }

        return verification.Token is { } token && IsForThis(token) ? null : GatewayErrors.Unauthorized;
    }

    private bool IsForThis(UserPoolToken token) => isClient(token.ClientId) && (settings.Scopes.Count == 0
        ? token.Use == TokenUse.Id
        : token.Use == TokenUse.Access && token.Scopes.Any(settings.Scopes.Contains));

    private static AcceptedToken Accept(UserPoolToken token) =>
        new(new ProxyAuthorizer { Claims = ClaimTexts.Of(token.Token.Claims) }, token.Token.Time("exp")!.Value);
}
