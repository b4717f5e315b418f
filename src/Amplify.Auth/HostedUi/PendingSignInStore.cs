using System.Text.Json;
using Amplify.Auth.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Amplify.Auth.HostedUi;

/// <summary>Keeps the sign-in whose user is away at the hosted pages: a web application is not there meanwhile. The last one that was begun counts.</summary>
internal sealed class PendingSignInStore(IAuthStore store, string clientId, ILogger logger)
{
    private readonly string _key = $"CognitoIdentityServiceProvider.{clientId}.hostedUi";

    public async ValueTask<PendingSignIn?> ReadAsync(CancellationToken cancellationToken)
    {
        string? kept = await store.GetAsync(_key, cancellationToken).ConfigureAwait(false);
        if (string.IsNullOrEmpty(kept))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(kept, HostedUiJson.Default.PendingSignIn);
        }
        catch (JsonException)
        {
            logger.KeptValueCorrupt("sign-in at the hosted pages");
            await RemoveAsync(cancellationToken).ConfigureAwait(false);
            return null;
        }
    }

    public ValueTask WriteAsync(PendingSignIn signIn, CancellationToken cancellationToken) =>
        store.SetAsync(_key, JsonSerializer.Serialize(signIn, HostedUiJson.Default.PendingSignIn), cancellationToken);

    public ValueTask RemoveAsync(CancellationToken cancellationToken) => store.RemoveAsync(_key, cancellationToken);
}
