using Amplify.Local.Storage;

namespace Amplify.Local.Cognito.UserPool.Clients;

/// <summary>The pool's app clients. Their ids and secrets are made up once and kept.</summary>
internal sealed class AppClients
{
    private readonly AppClient[] _clients;

    public AppClients(IReadOnlyList<LocalUserPoolClient> clients, string poolId, SettingStore settings)
    {
        if (clients.Count == 0 || clients.DistinctBy(static client => client.Name).Count() != clients.Count)
        {
            throw new ArgumentException("A user pool has at least one app client, and each a name of its own.", nameof(clients));
        }

        _clients = [.. clients.Select((client, index) => Create(client, index, poolId, settings))];
    }

    /// <summary>The one that configuration files name.</summary>
    public AppClient Default => _clients[0];

    public IReadOnlyList<AppClient> All => _clients;

    public AppClient? Find(string id) => Array.Find(_clients, client => client.Id == id);

    public bool Contains(string id) => Find(id) is not null;

    /// <exception cref="CognitoException">There is no such client.</exception>
    public AppClient Get(string id) =>
        Find(id) ?? throw UserPoolErrors.Of("ResourceNotFoundException", $"User pool client {id} does not exist.");

    private static AppClient Create(LocalUserPoolClient client, int index, string poolId, SettingStore settings)
    {
        string key = index == 0 ? $"clientId.{poolId}" : $"clientId.{poolId}.{client.Name}";
        return new AppClient(
            settings.GetOrAdd(key, RandomKeys.ClientId),
            client.HasSecret ? settings.GetOrAdd($"{key}.secret", RandomKeys.ClientSecret) : null,
            client);
    }
}
