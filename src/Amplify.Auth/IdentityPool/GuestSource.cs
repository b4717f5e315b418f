using Amplify.Auth.Diagnostics;
using Amplify.Signing;
using Microsoft.Extensions.Logging;

namespace Amplify.Auth.IdentityPool;

/// <summary>Gets fresh credentials of the guest whose identity id is kept, or of a new one.</summary>
internal sealed class GuestSource(
    IdentityPoolClient client, IAuthStore store, IdentityPoolSettings settings, TimeProvider timeProvider, ILogger logger)
{
    private static readonly TimeSpan RenewBefore = TimeSpan.FromMinutes(5);

    public async Task<IdentityCredentials> GetAsync(CancellationToken cancellationToken)
    {
        string? kept = await store.GetAsync(settings.StoreKey, cancellationToken).ConfigureAwait(false);
        if (!string.IsNullOrEmpty(kept))
        {
            try
            {
                return await GetAsync(kept, kept, cancellationToken).ConfigureAwait(false);
            }
            catch (AmplifyAuthException e) when (e.ErrorType == IdentityPoolErrors.UnknownResource)
            {
                logger.IdentityForgotten();
                await store.RemoveAsync(settings.StoreKey, cancellationToken).ConfigureAwait(false);
            }
        }

        string given = await client.GetIdAsync(cancellationToken).ConfigureAwait(false);
        return await GetAsync(given, kept: null, cancellationToken).ConfigureAwait(false);
    }

    private async Task<IdentityCredentials> GetAsync(string identityId, string? kept, CancellationToken cancellationToken)
    {
        (string current, AwsCredentials credentials) = await client.GetCredentialsAsync(identityId, cancellationToken).ConfigureAwait(false);
        if (current != kept)
        {
            await store.SetAsync(settings.StoreKey, current, cancellationToken).ConfigureAwait(false);
        }

        return new IdentityCredentials(current, credentials, RenewFrom(credentials));
    }

    // Short-lived credentials would otherwise be renewed with every call.
    private DateTimeOffset RenewFrom(AwsCredentials credentials)
    {
        if (credentials.Expiration is not { } end)
        {
            return DateTimeOffset.MaxValue;
        }

        TimeSpan half = (end - timeProvider.GetUtcNow()) / 2;
        return end - (half < RenewBefore ? TimeSpan.FromTicks(Math.Max(half.Ticks, 0)) : RenewBefore);
    }
}
