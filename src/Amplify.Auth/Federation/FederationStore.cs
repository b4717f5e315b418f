using System.Text.Json;
using Amplify.Auth.Diagnostics;
using Amplify.Auth.Session;
using Microsoft.Extensions.Logging;

namespace Amplify.Auth.Federation;

/// <summary>Keeps who is signed in through a provider, as one value.</summary>
internal sealed class FederationStore(
    IAuthStore store, Func<FederatedProvider, CancellationToken, ValueTask<FederatedToken>>? refresh, ILogger logger)
    : ISessionStore<FederatedUser>
{
    private const string Key = "com.amplify.federatedInfo";

    public async ValueTask<FederatedUser?> ReadAsync(CancellationToken cancellationToken)
    {
        string? kept = await store.GetAsync(Key, cancellationToken).ConfigureAwait(false);
        if (string.IsNullOrEmpty(kept))
        {
            return null;
        }

        try
        {
            if (JsonSerializer.Deserialize(kept, FederationJson.Default.KeptFederation) is { Provider.Length: > 0, Token.Length: > 0 } user)
            {
                var provider = FederatedProvider.Named(user.Provider);
                return new FederatedUser(
                    provider, new FederatedToken(user.Token, user.ExpiresAt), refresh is null ? null : cancellation => refresh(provider, cancellation));
            }
        }
        catch (JsonException)
        {
            // It is removed, as what is not a user is.
        }

        logger.KeptValueCorrupt("federated sign-in");
        await store.RemoveAsync(Key, cancellationToken).ConfigureAwait(false);
        return null;
    }

    public ValueTask WriteAsync(FederatedUser? user, CancellationToken cancellationToken)
    {
        if (user is null)
        {
            return store.RemoveAsync(Key, cancellationToken);
        }

        var kept = new KeptFederation { Provider = user.Provider.Name, Token = user.Token.Value, ExpiresAt = user.Token.ExpiresAt };
        return store.SetAsync(Key, JsonSerializer.Serialize(kept, FederationJson.Default.KeptFederation), cancellationToken);
    }
}
