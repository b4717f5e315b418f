using System.Text.Json;
using Amplify.Auth.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Amplify.Auth.Session;

/// <summary>Keeps the session as one value, so that a store never holds parts of two.</summary>
internal sealed class SessionStore(IAuthStore store, string clientId, ILogger logger)
{
    private readonly string _key = $"CognitoIdentityServiceProvider.{clientId}.session";

    /// <summary>Gives the session, or <see langword="null"/> when nobody is signed in.</summary>
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

    public ValueTask WriteAsync(UserSession session, CancellationToken cancellationToken)
    {
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

    public ValueTask RemoveAsync(CancellationToken cancellationToken) => store.RemoveAsync(_key, cancellationToken);

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
