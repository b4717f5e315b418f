using Amplify.Local.Cognito.IdentityPool.Logins;
using Amplify.Local.Storage;

namespace Amplify.Local.Cognito.IdentityPool;

/// <summary>Finds the one identity that verified logins belong to: the same login, the same identity, every time.</summary>
internal sealed class IdentityLinks(string poolId, IdentityStore identities)
{
    /// <summary>Gives the identity of the logins, a new one when they have none.</summary>
    public string FindOrCreate(IReadOnlyList<VerifiedLogin> logins, DateTimeOffset now) =>
        identities.InTransaction((Links: this, logins, now), static (session, it) => it.Links.FindOrCreate(session, it.logins, it.now));

    /// <summary>
    /// Gives the identity of the logins for a caller who already has one: a guest becomes the user's identity, or is merged into the one that the
    /// user has.
    /// </summary>
    /// <exception cref="CognitoException">The logins are another user's.</exception>
    public string Resolve(string identityId, IReadOnlyList<VerifiedLogin> logins) =>
        identities.InTransaction((identityId, logins), static (session, it) => Resolve(session, it.identityId, it.logins));

    /// <summary>Takes the logins of some providers from an identity; without any it is of no more use.</summary>
    /// <exception cref="CognitoException">The caller's logins are not of that identity.</exception>
    public void Unlink(string identityId, IReadOnlyList<VerifiedLogin> logins, IReadOnlyList<string> providers) =>
        identities.InTransaction((identityId, logins, providers), static (session, it) => Unlink(session, it.identityId, it.logins, it.providers));

    private static int Unlink(DatabaseSession session, string identityId, IReadOnlyList<VerifiedLogin> logins, IReadOnlyList<string> providers)
    {
        _ = IdentityStore.Find(session, identityId) ?? throw IdentityPoolErrors.IdentityNotFound(identityId);
        if (OwnerOf(session, logins) != identityId)
        {
            throw IdentityPoolErrors.LoginsDoNotMatch;
        }

        int removed = providers.Sum(provider => IdentityStore.Unlink(session, identityId, provider));
        if (IdentityStore.Find(session, identityId) is { IsLinked: false })
        {
            IdentityStore.Close(session, identityId, mergedInto: null);
        }

        return removed;
    }

    private string FindOrCreate(DatabaseSession session, IReadOnlyList<VerifiedLogin> logins, DateTimeOffset now)
    {
        string id = OwnerOf(session, logins) ?? identities.Create(session, poolId, now);
        IdentityStore.Link(session, id, logins);
        return id;
    }

    private static string Resolve(DatabaseSession session, string identityId, IReadOnlyList<VerifiedLogin> logins)
    {
        Identity identity = IdentityStore.Find(session, identityId) ?? throw IdentityPoolErrors.IdentityNotFound(identityId);
        string? owner = OwnerOf(session, logins);
        if (owner is null)
        {
            // Nobody has signed in with these yet, so only a guest can be whose they are.
            owner = identity is { IsLinked: false, IsClosed: false } ? identityId : throw IdentityPoolErrors.LoginsDoNotMatch;
        }
        else if (owner != identityId)
        {
            Merge(session, identity, owner);
        }

        IdentityStore.Link(session, owner, logins);
        return owner;
    }

    private static void Merge(DatabaseSession session, Identity identity, string owner)
    {
        if (identity.IsLinked || (identity.IsClosed && !IdentityStore.IsMergedInto(session, identity.Id, owner)))
        {
            throw IdentityPoolErrors.LoginsDoNotMatch;
        }

        IdentityStore.Close(session, identity.Id, owner);
    }

    private static string? OwnerOf(DatabaseSession session, IReadOnlyList<VerifiedLogin> logins)
    {
        string? owner = null;
        foreach (VerifiedLogin login in logins)
        {
            string? found = IdentityStore.FindOwner(session, login);
            if (owner is not null && found is not null && found != owner)
            {
                throw IdentityPoolErrors.LinkedElsewhere;
            }

            owner ??= found;
        }

        // A token of the pool's own may outlive its identity.
        return owner is not null && IdentityStore.Find(session, owner) is not { IsClosed: false } ? throw IdentityPoolErrors.LoginsDoNotMatch : owner;
    }
}
