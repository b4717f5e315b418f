using Amplify.Auth.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Amplify.Auth.IdentityPool;

/// <summary>Keeps the identity of a guest, and the one of a user with whose it is. An identity that cannot be kept is good all the same.</summary>
internal sealed class IdentityStore(IAuthStore store, IdentityPoolSettings settings, ILogger logger)
{
    /// <param name="owner">The user, or <see langword="null"/> for a guest.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The user's identity, else that of the guest that the user was.</returns>
    public async ValueTask<KeptIdentity?> FindAsync(string? owner, CancellationToken cancellationToken)
    {
        if (owner is not null
            && KeptIdentity.ParseUsers(await store.GetAsync(settings.UserStoreKey, cancellationToken).ConfigureAwait(false)) is { } users
            && users.Owner == owner)
        {
            return users;
        }

        return await store.GetAsync(settings.StoreKey, cancellationToken).ConfigureAwait(false) is { Length: > 0 } guest ? new KeptIdentity(guest, Owner: null) : null;
    }

    public async ValueTask KeepAsync(KeptIdentity identity, CancellationToken cancellationToken)
    {
        try
        {
            if (identity.Owner is null)
            {
                await store.SetAsync(settings.StoreKey, identity.IdentityId, cancellationToken).ConfigureAwait(false);
                return;
            }

            // The guest is the user now. In this order: what a crash leaves in between is nobody else's.
            await store.RemoveAsync(settings.StoreKey, cancellationToken).ConfigureAwait(false);
            await store.SetAsync(settings.UserStoreKey, identity.ToString(), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            logger.IdentityNotKept(e);
        }
    }

    /// <summary>Forgets the identity of a user who has signed out.</summary>
    /// <returns>The identity, if one was kept.</returns>
    public async ValueTask<KeptIdentity?> ForgetUsersAsync(CancellationToken cancellationToken)
    {
        KeptIdentity? users = null;
        try
        {
            users = KeptIdentity.ParseUsers(await store.GetAsync(settings.UserStoreKey, cancellationToken).ConfigureAwait(false));
            await store.RemoveAsync(settings.UserStoreKey, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // It is kept as that user's, so nobody else gets it.
            logger.IdentityNotKept(e);
        }

        return users;
    }
}
