using System.Text.Json;
using Amplify.Auth.Diagnostics;
using Amplify.Auth.Session;
using Microsoft.Extensions.Logging;

namespace Amplify.Auth.UserPool.Devices;

/// <summary>Keeps for each user what this device proves itself with.</summary>
internal sealed class DeviceStore(IAuthStore store, string clientId, ILogger logger)
{
    public async ValueTask<RememberedDevice?> FindAsync(string username, CancellationToken cancellationToken)
    {
        if (await store.GetAsync(KeyOf(username), cancellationToken).ConfigureAwait(false) is not { Length: > 0 } kept)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(kept, SessionJson.Default.RememberedDevice);
        }
        catch (JsonException)
        {
            logger.KeptValueCorrupt("device");
            await RemoveAsync(username, cancellationToken).ConfigureAwait(false);
            return null;
        }
    }

    public ValueTask SetAsync(string username, RememberedDevice device, CancellationToken cancellationToken) =>
        store.SetAsync(KeyOf(username), JsonSerializer.Serialize(device, SessionJson.Default.RememberedDevice), cancellationToken);

    public ValueTask RemoveAsync(string username, CancellationToken cancellationToken) => store.RemoveAsync(KeyOf(username), cancellationToken);

    private string KeyOf(string username) => $"CognitoIdentityServiceProvider.{clientId}.{username}.device";
}
