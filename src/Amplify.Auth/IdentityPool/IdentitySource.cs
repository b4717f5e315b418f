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
        string? known = NamedIn(logins) ?? kept;
        if (!string.IsNullOrEmpty(known))
        {
            try
            {
                return await GetAsync(known, kept, logins, cancellationToken).ConfigureAwait(false);
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

    // A token that the application's own server got is for one identity.
    private static string? NamedIn(IReadOnlyDictionary<string, string>? logins) =>
        logins?.GetValueOrDefault(FederatedProvider.Developer.Name) is { } token ? AuthToken.Parse(token)?.Subject : null;

    private static bool IsOfSomebodyElse(AmplifyAuthException failure) => failure.ErrorType == IdentityPoolService.UnknownResource
        || failure is { ErrorType: "NotAuthorizedException", Reason: AmplifyAuthReason.NotAuthorized };

    private async Task<IdentityCredentials> GetAsync(
        string identityId, string? kept, IReadOnlyDictionary<string, string>? logins, CancellationToken cancellationToken)
    {
        (string current, AwsCredentials credentials, DateTimeOffset? serverTime) =
            await client.GetCredentialsAsync(identityId, logins, cancellationToken).ConfigureAwait(false);
        DateTimeOffset now = timeProvider.GetUtcNow();
        if (current != kept)
        {
            await KeepAsync(current, cancellationToken).ConfigureAwait(false);
        }

        DateTimeOffset end = credentials.Expiration is { } expiration ? expiration - ((serverTime ?? now) - now) : DateTimeOffset.MaxValue;
        return new IdentityCredentials(current, credentials, RenewFrom(end, now), end) { IsOfUser = logins is not null };
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
    private static DateTimeOffset RenewFrom(DateTimeOffset end, DateTimeOffset now)
    {
        TimeSpan half = (end - now) / 2;
        return end == DateTimeOffset.MaxValue ? end : end - (half < RenewBefore ? TimeSpan.FromTicks(Math.Max(half.Ticks, 0)) : RenewBefore);
    }
}
