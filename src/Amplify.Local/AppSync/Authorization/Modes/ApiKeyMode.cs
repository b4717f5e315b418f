using Amplify.Local.AppSync.Authorization.ApiKeys;

namespace Amplify.Local.AppSync.Authorization.Modes;

/// <summary>Looks an <c>x-api-key</c> up among the API's keys.</summary>
internal sealed class ApiKeyMode(ApiKeyStore keys)
{
    public AppSyncAuthorization Authorize(string key, DateTimeOffset now) =>
        keys.Find(key) is { } found && now < found.Expires ? AppSyncCaller.OfApiKey : AppSyncRefusal.NotAuthorized;
}
