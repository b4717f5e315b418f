using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace Amplify.Auth.UserPool.Srp;

/// <summary>Who proves to know a password: a user of a pool, or a device of a device group.</summary>
/// <param name="scope">The part of the pool's id after <c>_</c>, or the key of the device group.</param>
/// <param name="name">The user's id, or the device's key.</param>
/// <param name="password">The password, as it was entered: no form of Unicode is made of another.</param>
internal sealed class SrpIdentity(string scope, string name, string password)
{
    public string Scope { get; } = scope;

    public string Name { get; } = name;

    /// <summary>Gives the secret <c>x</c>.</summary>
    public BigInteger SecretOf(BigInteger salt) =>
        SrpGroup.Hash(SrpGroup.Pad(salt), SHA256.HashData(Encoding.UTF8.GetBytes($"{Scope}{Name}:{password}")));

    public override string ToString() => Name;
}
