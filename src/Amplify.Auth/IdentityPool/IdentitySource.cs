using Amplify.Auth.Diagnostics;
using Amplify.Signing;
using Microsoft.Extensions.Logging;

namespace Amplify.Auth.IdentityPool;

/// <summary>
/// Gets fresh credentials of the identity that is kept, or of another one. A guest who signs in goes on as the same identity, or becomes the one that
/// the user has already.
/// </summary>
internal sealed class IdentitySource(
    IdentityPoolClient client, IAuthStore store, IdentityPoolSettings settings, TimeProvider timeProvider, ILogger logger)
{
    private static readonly TimeSpan RenewBefore = TimeSpan.FromMinutes(5);

    /// <param name="logins">The user's tokens by their issuers, or <see langword="null"/> for a guest.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<IdentityCredentials> GetAsync(IReadOnlyDictionary<string, string>? logins, CancellationToken cancellationToken)
    {
        string? kept = await store.GetAsync(settings.StoreKey, cancellationToken).ConfigureAwait(false);
        if (!string.IsNullOrEmpty(kept))
        {
            try
            {
                return await GetAsync(kept, kept, logins, cancellationToken).ConfigureAwait(false);
            }
            catch (AmplifyAuthException e) when (IsOfSomebodyElse(e))
            {
                logger.IdentityForgotten();
            }
        }

        string given = await client.GetIdAsync(logins, cancellationToken).ConfigureAwait(false);
        return await GetAsync(given, kept: null, logins, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Forgets the identity: it belongs to a user who has signed out, and a guest gets another one.</summary>
    public async ValueTask ForgetAsync(CancellationToken cancellationToken)
    {
        try
        {
            await store.RemoveAsync(settings.StoreKey, cancellationToken).ConfigureAwait(false);
        }
        catch (AmplifyAuthException e) when (e.Reason == AmplifyAuthReason.StoreUnavailable)
        {
            // The pool gives a guest no credentials of a user's identity, and it is replaced then.
            logger.IdentityNotKept(e);
        }
    }

    private static bool IsOfSomebodyElse(AmplifyAuthException failure) => failure.ErrorType == IdentityPoolService.UnknownResource
        || failure is { ErrorType: "NotAuthorizedException", Reason: AmplifyAuthReason.NotAuthorized };

    private async Task<IdentityCredentials> GetAsync(
        string identityId, string? kept, IReadOnlyDictionary<string, string>? logins, CancellationToken cancellationToken)
    {
        (string current, AwsCredentials credentials) = await client.GetCredentialsAsync(identityId, logins, cancellationToken).ConfigureAwait(false);
        if (current != kept)
        {
            await KeepAsync(current, cancellationToken).ConfigureAwait(false);
        }

        return new IdentityCredentials(current, credentials, RenewFrom(credentials)) { IsOfUser = logins is not null };
    }

    // The credentials are good all the same; the next run gets another guest.
    private async ValueTask KeepAsync(string identityId, CancellationToken cancellationToken)
    {
        try
        {
            await store.SetAsync(settings.StoreKey, identityId, cancellationToken).ConfigureAwait(false);
        }
        catch (AmplifyAuthException e) when (e.Reason == AmplifyAuthReason.StoreUnavailable)
        {
            logger.IdentityNotKept(e);
        }
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
