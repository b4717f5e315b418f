namespace Amplify.Auth.IdentityPool;

/// <summary>
/// An identity that is kept, with whose it is. One user's must not be asked for with another user's login: the pool would link that to it, and the two
/// would be one from then on. A guest's may: the user goes on as the same identity.
/// </summary>
/// <param name="IdentityId">The identity.</param>
/// <param name="Owner">Who proved to be its user, or <see langword="null"/> for a guest.</param>
internal sealed record KeptIdentity(string IdentityId, string? Owner)
{
    private const char Separator = ' ';

    /// <summary>Reads what <see cref="ToString"/> gave for a user, or gives <see langword="null"/> when it is not that.</summary>
    public static KeptIdentity? ParseUsers(string? kept)
    {
        int separator = kept?.IndexOf(Separator, StringComparison.Ordinal) ?? -1;
        return separator < 0 ? null : new KeptIdentity(kept![..separator], kept[(separator + 1)..]);
    }

    /// <summary>Names the user of tokens: their issuers, and the user's id there where a token tells it.</summary>
    public static string OwnerOf(IReadOnlyDictionary<string, string> logins) => string.Join(
        Separator,
        logins.OrderBy(static login => login.Key, StringComparer.Ordinal).Select(static login => $"{login.Key}#{AuthToken.Parse(login.Value)?.Subject}"));

    public override string ToString() => Owner is null ? IdentityId : $"{IdentityId}{Separator}{Owner}";
}
