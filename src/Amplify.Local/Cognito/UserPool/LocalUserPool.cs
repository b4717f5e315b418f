using Amplify.Local.Cognito.UserPool;
using Amplify.Local.Cognito.UserPool.Clients;

namespace Amplify.Local;

/// <summary>The backend's user pool, seen by its owner: where it is, the codes that it sends, and its users.</summary>
public sealed partial class LocalUserPool
{
    private readonly UserPoolParts _parts;

    internal LocalUserPool(UserPoolParts parts, Uri endpoint)
    {
        _parts = parts;
        Endpoint = endpoint;
    }

    /// <summary>Gets the pool's id, such as <c>us-east-1_AbCdEfGhI</c>.</summary>
    public string PoolId => _parts.PoolId;

    /// <summary>Gets the id of the first app client.</summary>
    public string ClientId => _parts.Clients.Default.Id;

    /// <summary>Gets the URL of the user pool service; what an AWS client takes as its endpoint URL.</summary>
    public Uri Endpoint { get; }

    /// <summary>
    /// Gets where the hosted pages are, <c>/oauth2/authorize</c> and the like: what a <c>…auth.us-east-1.amazoncognito.com</c> is in AWS. An app
    /// client's <see cref="LocalUserPoolClient.OAuth"/> tells what it may do there.
    /// </summary>
    public Uri HostedUiEndpoint => new(Endpoint, "/");

    /// <summary>Gets the issuer, <c>iss</c> of the pool's tokens. Its keys are at <c>/.well-known/jwks.json</c> below it.</summary>
    public string Issuer => _parts.Issuer.Issuer;

    /// <summary>Gets the codes that were sent, the last 1,000.</summary>
    public IReadOnlyList<LocalConfirmationCode> Codes => _parts.Codes.Sent;

    /// <summary>Gives the id of an app client.</summary>
    /// <param name="name">The client's name in the options.</param>
    /// <returns>The id.</returns>
    /// <exception cref="ArgumentException">There is no such client.</exception>
    public string ClientIdOf(string name) => ClientOf(name).Id;

    /// <summary>Gives the secret of an app client.</summary>
    /// <param name="name">The client's name in the options.</param>
    /// <returns>The secret; <see langword="null"/> for a client without one.</returns>
    /// <exception cref="ArgumentException">There is no such client.</exception>
    public string? ClientSecretOf(string name) => ClientOf(name).Secret;

    /// <summary>
    /// Gives the oldest code of a user that no earlier call has given, or waits for the next one. Several callers get a code each.
    /// </summary>
    /// <param name="username">The user name, the id, or the address that the code goes to.</param>
    /// <param name="cancellationToken">Cancels waiting.</param>
    /// <returns>The code.</returns>
    public Task<LocalConfirmationCode> WaitForCodeAsync(string username, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(username);
        return _parts.Codes.WaitAsync(username, cancellationToken);
    }

    private AppClient ClientOf(string name) => _parts.Clients.All.FirstOrDefault(client => client.Settings.Name == name)
        ?? throw new ArgumentException($"The user pool has no app client '{name}'.", nameof(name));
}
