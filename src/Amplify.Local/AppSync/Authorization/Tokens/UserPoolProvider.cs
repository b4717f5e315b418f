using Amplify.Local.Hosting;
using Amplify.Local.Tokens;

namespace Amplify.Local.AppSync.Authorization.Tokens;

/// <summary>Takes id and access tokens of a user pool.</summary>
internal sealed class UserPoolProvider(
    Func<string> issuer, ISigningKeySource keys, Func<string, bool> isClient, AppSyncUserPool settings) : ITokenProvider
{
    private readonly TokenSignature _signature = new(keys);
    private readonly WholeTextPattern? _clients = WholeTextPattern.Create(settings.AppIdClientRegex);
    private readonly string _strategy = settings.DefaultAction == AppSyncDefaultAction.Deny ? "DENY" : "ALLOW";

    public string Issuer => issuer();

    public async ValueTask<AppSyncAuthorization> AuthorizeAsync(
        BearerToken token, AppSyncAuthorizationRequest request, CancellationToken cancellationToken)
    {
        if (await _signature.FindFaultAsync(token, request.ReceivedAt, cancellationToken).ConfigureAwait(false) is { } fault)
        {
            return AppSyncRefusal.Of(fault);
        }

        return IsFromAClient(token) && token.Text("sub") is { } sub
            ? new AppSyncCaller(AppSyncAuthMode.UserPool, IdentityOf(token, sub, request.SourceIp))
            : AppSyncRefusal.NotAuthorized;
    }

    private bool IsFromAClient(BearerToken token) => token.Text("token_use") switch
    {
        "id" => token.Texts("aud").Any(Accepts),
        "access" => token.Text("client_id") is { } client && Accepts(client),
        _ => false,
    };

    private bool Accepts(string client) => _clients is null ? isClient(client) : _clients.Matches(client);

    private AppSyncUserPoolIdentity IdentityOf(BearerToken token, string sub, string sourceIp) => new()
    {
        Sub = sub,
        Issuer = Issuer,
        Username = token.Text("cognito:username") ?? token.Text("username"),
        Claims = token.Claims,
        SourceIp = [sourceIp],
        DefaultAuthStrategy = _strategy,
        Groups = token.Texts("cognito:groups") is { Count: > 0 } groups ? groups : null,
    };
}
