using Amplify.Local.Hosting;
using Microsoft.IdentityModel.Tokens;

namespace Amplify.Local.Tokens;

/// <summary>The keys that an issuer publishes. A user pool has one for id tokens and another one for access tokens.</summary>
internal sealed class IssuerKeys : ISigningKeySource
{
    private readonly IssuerKey[] _keys;

    public IssuerKeys(IssuerKey key)
        : this(key, key) => _keys = [key];

    public IssuerKeys(IssuerKey id, IssuerKey access)
    {
        Id = id;
        Access = access;
        _keys = [id, access];
    }

    /// <summary>What id tokens are signed with.</summary>
    public IssuerKey Id { get; }

    public IssuerKey Access { get; }

    public ValueTask<IReadOnlyList<SecurityKey>> FindAsync(string? keyId, CancellationToken cancellationToken) =>
        new([.. _keys.Where(key => keyId is null || keyId == key.Id).Select(static key => key.Key)]);

    /// <summary>Gives the public halves as a JSON web key set.</summary>
    public ReadOnlyMemory<byte> ToJwks() => JsonText.Write(_keys, static (writer, keys) =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("keys");
        foreach (IssuerKey key in keys)
        {
            key.WriteTo(writer);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }, capacity: 1024);
}
