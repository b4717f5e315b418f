using System.Security.Cryptography;
using System.Text;
using Amplify.Auth.Session;
using Amplify.Signing;

namespace Amplify.Auth.IdentityPool;

/// <summary>
/// Credentials that several clients of a process use, such as those of one visitor's requests. Only who has the identity's id and the user's tokens, as
/// the identity pool itself wants them, gets what another client was given.
/// </summary>
internal sealed class SharedCredentials(TimeProvider timeProvider)
{
    private const int Capacity = 5000;

    private readonly SharedResults<IdentityCredentials> _results = new(timeProvider, Capacity, TimeSpan.Zero);

    public int Count => _results.Count;

    /// <param name="settings">The identity pool.</param>
    /// <param name="identityId">The identity.</param>
    /// <param name="logins">The user's tokens by their issuers, or <see langword="null"/> for a guest.</param>
    /// <param name="forced">Whether others than those at hand are wanted.</param>
    /// <param name="ask">Asks the pool; it must not end with the client.</param>
    /// <param name="cancellationToken">Cancels waiting.</param>
    public Task<IdentityCredentials> GetAsync(
        IdentityPoolSettings settings,
        string identityId,
        IReadOnlyDictionary<string, string>? logins,
        bool forced,
        Func<Task<IdentityCredentials>> ask,
        CancellationToken cancellationToken) => _results.GetAsync(
            KeyOf(settings, identityId, logins), kept => !forced && kept.IsFreshAt(timeProvider.GetUtcNow()), ask, cancellationToken);

    /// <summary>Forgets what an identity was given: its user has signed out.</summary>
    public void Forget(string identityId) =>
        _results.Remove((key, kept) => key.StartsWith($"{identityId} ", StringComparison.Ordinal) || kept?.IdentityId == identityId);

    /// <summary>Forgets credentials that a service has refused.</summary>
    public void Forget(AwsCredentials rejected) => _results.Remove((_, kept) => ReferenceEquals(kept?.Credentials, rejected));

    private static string KeyOf(IdentityPoolSettings settings, string identityId, IReadOnlyDictionary<string, string>? logins)
    {
        string proof = logins is null ? "guest" : string.Join('\n', logins.Order().Select(static login => $"{login.Key} {login.Value}"));
        return $"{identityId} {settings.IdentityPoolId} {settings.Endpoint} {Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(proof)))}";
    }
}
