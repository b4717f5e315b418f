using System.Text.Json;
using Amplify.Auth.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Amplify.Auth.Session;

/// <summary>Keeps the session of a user of the user pool.</summary>
internal sealed class SessionStore(IAuthStore store, string clientId, ILogger logger) : ISessionStore<UserSession>
{
    private readonly string _key = $"CognitoIdentityServiceProvider.{clientId}.session";

    public async ValueTask<UserSession?> ReadAsync(CancellationToken cancellationToken)
    {
        string? kept = await store.GetAsync(_key, cancellationToken).ConfigureAwait(false);
        if (string.IsNullOrEmpty(kept))
        {
            return null;
        }

        if (Parse(kept) is { } session)
        {
            return session;
        }

        logger.KeptValueCorrupt("session");
        await store.RemoveAsync(_key, cancellationToken).ConfigureAwait(false);
        return null;
    }

    public ValueTask WriteAsync(UserSession? session, CancellationToken cancellationToken)
    {
        if (session is null)
        {
            return store.RemoveAsync(_key, cancellationToken);
        }

        var kept = new KeptSession
        {
            Username = session.Username,
            AccessToken = session.Tokens.AccessToken.Value,
            IdToken = session.Tokens.IdToken?.Value,
            RefreshToken = session.Tokens.RefreshToken,
            ClockOffset = session.ClockOffset.TotalSeconds,
            DeviceKey = session.DeviceKey,
        };
        return store.SetAsync(_key, JsonSerializer.Serialize(kept, SessionJson.Default.KeptSession), cancellationToken);
    }

    private static UserSession? Parse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, SessionJson.Default.KeptSession) is { } kept && AuthToken.Parse(kept.AccessToken) is { } access
                ? new UserSession(kept.Username, new AuthTokens(access, AuthToken.Parse(kept.IdToken), kept.RefreshToken), TimeSpan.FromSeconds(kept.ClockOffset))
                {
                    DeviceKey = kept.DeviceKey,
                }
                : null;
        }
        catch (Exception e) when (e is JsonException or OverflowException or ArgumentException)
        {
            return null;
        }
    }
}
