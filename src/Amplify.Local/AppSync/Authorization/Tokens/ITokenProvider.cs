using Amplify.Local.Tokens;

namespace Amplify.Local.AppSync.Authorization.Tokens;

/// <summary>A user pool or an OpenID Connect provider whose tokens the API takes.</summary>
internal interface ITokenProvider
{
    string Issuer { get; }

    ValueTask<AppSyncAuthorization> AuthorizeAsync(BearerToken token, AppSyncAuthorizationRequest request, CancellationToken cancellationToken);
}
