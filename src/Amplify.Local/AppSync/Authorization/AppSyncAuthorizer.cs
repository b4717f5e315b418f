using Amplify.Local.AppSync.Authorization.Modes;
using Amplify.Local.Tokens;

namespace Amplify.Local.AppSync.Authorization;

/// <summary>
/// Finds the mode that a request's headers ask for, among those that the API has, and lets it judge: a signature before an API key before
/// a token of a known issuer before the Lambda authorizer.
/// </summary>
internal sealed class AppSyncAuthorizer(AppSyncAuthMode defaultMode, ApiKeyMode? apiKeys, IamMode? iam, TokenMode? tokens, LambdaMode? lambda)
{
    public ValueTask<AppSyncAuthorization> AuthorizeAsync(AppSyncAuthorizationRequest request, CancellationToken cancellationToken)
    {
        string? authorization = request.Header("Authorization");
        if (authorization is not null && authorization.StartsWith(IamMode.Algorithm, StringComparison.Ordinal))
        {
            return new(iam?.Authorize(request, authorization) ?? AppSyncRefusal.NotAuthorized);
        }

        if (request.Header("x-api-key") is { } key)
        {
            return new(apiKeys?.Authorize(key, request.ReceivedAt) ?? AppSyncRefusal.NotAuthorized);
        }

        return string.IsNullOrWhiteSpace(authorization)
            ? new(NoCredentials)
            : AuthorizeTokenAsync(request, authorization, cancellationToken);
    }

    // The service has two wordings; which one it uses seems to depend on whether the default mode expects a token.
    private AppSyncRefusal NoCredentials => defaultMode is AppSyncAuthMode.ApiKey or AppSyncAuthMode.Iam
        ? AppSyncRefusal.MissingHeader
        : AppSyncRefusal.NoValidHeader;

    private ValueTask<AppSyncAuthorization> AuthorizeTokenAsync(
        AppSyncAuthorizationRequest request, string authorization, CancellationToken cancellationToken)
    {
        BearerToken? token = BearerToken.Parse(authorization);
        if (token is not null && tokens?.ProviderOf(token) is { } provider)
        {
            return provider.AuthorizeAsync(token, request, cancellationToken);
        }

        return lambda is not null
            ? lambda.AuthorizeAsync(authorization, request, cancellationToken)
            : new(token is null && tokens is not null ? AppSyncRefusal.UnreadableToken : AppSyncRefusal.NotAuthorized);
    }
}
