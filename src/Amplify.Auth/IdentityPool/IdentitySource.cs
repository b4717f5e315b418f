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

    /// <summary>Gets the credentials that are shared with other clients, if any are.</summary>
    public SharedCredentials? Shared { get; init; }

    /// <param name="logins">The user's tokens by their issuers, or <see langword="null"/> for a guest.</param>
    /// <param name="forced">Whether others than those that another client has are wanted.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<IdentityCredentials> GetAsync(IReadOnlyDictionary<string, string>? logins, bool forced, CancellationToken cancellationToken)
    {
        string? kept = await store.GetAsync(settings.StoreKey, cancellationToken).ConfigureAwait(false);
        string? known = NamedIn(logins) ?? kept;
        if (!string.IsNullOrEmpty(known))
        {
            try
            {
                return await GetAsync(known, kept, logins, forced, cancellationToken).ConfigureAwait(false);
            }
            catch (AmplifyAuthException e) when (IsOfSomebodyElse(e))
            {
                logger.IdentityForgotten();
            }
        }

        string given = await client.GetIdAsync(logins, cancellationToken).ConfigureAwait(false);
        return await GetAsync(given, kept: null, logins, forced, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Forgets the identity: it belongs to a user who has signed out, and a guest gets another one.</summary>
    public async ValueTask ForgetAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (Shared is not null && await store.GetAsync(settings.StoreKey, cancellationToken).ConfigureAwait(false) is { Length: > 0 } kept)
            {
                Shared.Forget(kept);
            }

            await store.RemoveAsync(settings.StoreKey, cancellationToken).ConfigureAwait(false);
        }
        catch (AmplifyAuthException e) when (e.Reason == AmplifyAuthReason.StoreUnavailable)
        {
            // The pool gives a guest no credentials of a user's identity, and it is replaced then.
            logger.IdentityNotKept(e);
        }
    }

    /// <summary>Forgets credentials that a service has refused: other clients must not go on with them.</summary>
    public void Forget(AwsCredentials rejected) => Shared?.Forget(rejected);

    // A token that the application's own server got is for one identity.
    private static string? NamedIn(IReadOnlyDictionary<string, string>? logins) =>
        logins?.GetValueOrDefault(FederatedProvider.Developer.Name) is { } token ? AuthToken.Parse(token)?.Subject : null;

    private static bool IsOfSomebodyElse(AmplifyAuthException failure) => failure.ErrorType == IdentityPoolService.UnknownResource
        || failure is { ErrorType: "NotAuthorizedException", Reason: AmplifyAuthReason.NotAuthorized };

    private async Task<IdentityCredentials> GetAsync(
        string identityId, string? kept, IReadOnlyDictionary<string, string>? logins, bool forced, CancellationToken cancellationToken)
    {
        IdentityCredentials identity = await (Shared is null
            ? AskAsync(identityId, logins, cancellationToken)
            : Shared.GetAsync(settings, identityId, logins, forced, () => AskAsync(identityId, logins, CancellationToken.None), cancellationToken)).ConfigureAwait(false);
        if (identity.IdentityId != kept)
        {
            await KeepAsync(identity.IdentityId, cancellationToken).ConfigureAwait(false);
        }

        return identity;
    }

    private async Task<IdentityCredentials> AskAsync(
        string identityId, IReadOnlyDictionary<string, string>? logins, CancellationToken cancellationToken)
    {
        (string current, AwsCredentials credentials) = await client.GetCredentialsAsync(identityId, logins, cancellationToken).ConfigureAwait(false);
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
