using Amplify.Auth.Diagnostics;
using Amplify.Signing;
using Microsoft.Extensions.Logging;

namespace Amplify.Auth.IdentityPool;

/// <summary>
/// Gets fresh credentials of the identity that is kept, or of another one. A guest who signs in goes on as the same identity, or becomes the one that
/// the user has already.
/// </summary>
internal sealed class IdentitySource(IdentityPoolClient client, IdentityStore store, TimeProvider timeProvider, ILogger logger)
{
    private static readonly TimeSpan RenewBefore = TimeSpan.FromMinutes(5);

    /// <summary>Gets the credentials that are shared with other clients, if any are.</summary>
    public SharedCredentials? Shared { get; init; }

    /// <param name="logins">The user's tokens by their issuers, or <see langword="null"/> for a guest.</param>
    /// <param name="forced">Whether others than those that another client has are wanted.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<IdentityCredentials> GetAsync(IReadOnlyDictionary<string, string>? logins, bool forced, CancellationToken cancellationToken)
    {
        string? owner = logins is null ? null : KeptIdentity.OwnerOf(logins);
        KeptIdentity? kept = await store.FindAsync(owner, cancellationToken).ConfigureAwait(false);
        if ((NamedIn(logins) ?? kept?.IdentityId) is { Length: > 0 } known)
        {
            try
            {
                return await GetAsync(new KeptIdentity(known, owner), kept, logins, forced, cancellationToken).ConfigureAwait(false);
            }
            catch (AmplifyAuthException e) when (IsOfSomebodyElse(e))
            {
                logger.IdentityForgotten();
            }
        }

        string given = await client.GetIdAsync(logins, cancellationToken).ConfigureAwait(false);
        return await GetAsync(new KeptIdentity(given, owner), kept, logins, forced, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Forgets the identity of a user who has signed out.</summary>
    public async ValueTask ForgetAsync(CancellationToken cancellationToken)
    {
        if (await store.ForgetUsersAsync(cancellationToken).ConfigureAwait(false) is { } users)
        {
            Shared?.Forget(users.IdentityId);
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
        KeptIdentity asked, KeptIdentity? kept, IReadOnlyDictionary<string, string>? logins, bool forced, CancellationToken cancellationToken)
    {
        IdentityCredentials given = await (Shared is null
            ? AskAsync(asked.IdentityId, logins, cancellationToken)
            : Shared.GetAsync(client.Settings, asked.IdentityId, logins, forced, () => AskAsync(asked.IdentityId, logins, CancellationToken.None), cancellationToken))
            .ConfigureAwait(false);
        KeptIdentity identity = asked with { IdentityId = given.IdentityId };
        if (identity != kept)
        {
            await store.KeepAsync(identity, cancellationToken).ConfigureAwait(false);
        }

        return given;
    }

    private async Task<IdentityCredentials> AskAsync(
        string identityId, IReadOnlyDictionary<string, string>? logins, CancellationToken cancellationToken)
    {
        (string current, AwsCredentials credentials, DateTimeOffset? serverTime) =
            await client.GetCredentialsAsync(identityId, logins, cancellationToken).ConfigureAwait(false);
        DateTimeOffset now = timeProvider.GetUtcNow();
        DateTimeOffset end = credentials.Expiration is { } expiration ? expiration - ((serverTime ?? now) - now) : DateTimeOffset.MaxValue;
        return new IdentityCredentials(current, credentials, RenewFrom(end, now), end);
    }

    // Short-lived credentials would otherwise be renewed with every call.
    private static DateTimeOffset RenewFrom(DateTimeOffset end, DateTimeOffset now)
    {
        TimeSpan half = (end - now) / 2;
        return end == DateTimeOffset.MaxValue ? end : end - (half < RenewBefore ? TimeSpan.FromTicks(Math.Max(half.Ticks, 0)) : RenewBefore);
    }
}
