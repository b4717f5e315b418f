using System.Security.Cryptography;
using System.Text;

namespace Amplify.Local.Cognito.UserPool.Clients;

/// <summary>An application that users of the pool sign in to.</summary>
internal sealed record AppClient(string Id, string? Secret, LocalUserPoolClient Settings)
{
    public bool HidesUsers => Settings.PreventUserExistenceErrors;

    public bool Allows(LocalAuthFlows flow) => Settings.AuthFlows.HasFlag(flow);

    /// <summary>Checks the hash that shows that a caller knows the client's secret.</summary>
    /// <exception cref="CognitoException">The client has a secret, and the hash was not made with it.</exception>
    public void CheckSecretHash(string username, string? hash)
    {
        if (Secret is not null && hash is null)
        {
            throw UserPoolErrors.NotAuthorized($"Client {Id} is configured with secret but SECRET_HASH was not received");
        }

        if (!Matches(username, hash))
        {
            throw UserPoolErrors.NotAuthorized($"Unable to verify secret hash for client {Id}");
        }
    }

    /// <summary>Tells whether a hash was made of a user's name with the client's secret; without a secret there must be none.</summary>
    public bool Matches(string username, string? hash)
    {
        return SecretHashOf(username) is { } expected && hash is not null
            ? CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(hash))
            : Secret is null && hash is null;
    }

    /// <summary>Makes the hash of a user's name with the client's secret, which a client without one has none of.</summary>
    public string? SecretHashOf(string username) => Secret is null
        ? null
        : Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(username + Id)));

    /// <summary>Tells which client it is, and not its secret.</summary>
    public override string ToString() => Id;

    /// <summary>Tells whether this is the client's secret; without one there must be none.</summary>
    public bool HasSecret(string? secret) => Secret is null || secret is null
        ? Secret is null && string.IsNullOrEmpty(secret)
        : CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(secret));
}
