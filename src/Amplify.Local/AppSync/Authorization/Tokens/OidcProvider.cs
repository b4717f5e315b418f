using Amplify.Local.Hosting;
using Amplify.Local.Tokens;

namespace Amplify.Local.AppSync.Authorization.Tokens;

/// <summary>Takes tokens of an OpenID Connect provider.</summary>
internal sealed class OidcProvider(Func<string> issuer, ISigningKeySource keys, AppSyncOidcIssuer settings) : ITokenProvider
{
    private readonly TokenSignature _signature = new(keys);
    private readonly WholeTextPattern? _clients = WholeTextPattern.Create(settings.ClientId);

    public string Issuer => issuer();

    public async ValueTask<AppSyncAuthorization> AuthorizeAsync(
        BearerToken token, AppSyncAuthorizationRequest request, CancellationToken cancellationToken)
    {
        if (await _signature.FindFaultAsync(token, request.ReceivedAt, cancellationToken).ConfigureAwait(false) is { } fault)
        {
            return AppSyncRefusal.Of(fault);
        }

        if (IsOlderThan(settings.IssuedAtTtl, token.Time("iat"), request.ReceivedAt) || IsOlderThan(settings.AuthTtl, token.Time("auth_time"), request.ReceivedAt))
        {
            return AppSyncRefusal.ExpiredToken;
        }

        return IsFromAClient(token) && token.Text("sub") is { } sub
            ? new AppSyncCaller(AppSyncAuthMode.Oidc, new AppSyncOidcIdentity { Sub = sub, Issuer = Issuer, Claims = token.Claims })
            : AppSyncRefusal.NotAuthorized;
    }

    // Where a lifetime is set, a token that does not tell its age has none left.
    private static bool IsOlderThan(TimeSpan? ttl, DateTimeOffset? start, DateTimeOffset now) =>
        ttl is { } life && (start is not { } from || from + life <= now);

    private bool IsFromAClient(BearerToken token) =>
        _clients is null || token.Texts("aud").Any(_clients.Matches) || (token.Text("azp") is { } party && _clients.Matches(party));
}
