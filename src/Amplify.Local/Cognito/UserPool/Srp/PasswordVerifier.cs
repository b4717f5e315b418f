using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace Amplify.Local.Cognito.UserPool.Srp;

/// <summary>What is kept of a password: a salt, and a number that the password can be checked by and not be learned from.</summary>
/// <param name="Salt">The salt, in hexadecimal.</param>
/// <param name="Verifier">The verifier, in hexadecimal.</param>
internal sealed record PasswordVerifier(string Salt, string Verifier)
{
    private const int SaltBytes = 16;

    [JsonIgnore]
    public BigInteger Number => SrpGroup.Parse(Verifier);

    /// <param name="realm">The pool's name, which is its id behind the region; or a device's group.</param>
    /// <param name="name">The user's name; or a device's key.</param>
    /// <param name="password">The password.</param>
    public static PasswordVerifier Create(string realm, string name, string password)
    {
        BigInteger salt = SrpGroup.Number(RandomNumberGenerator.GetBytes(SaltBytes));
        return new PasswordVerifier(SrpGroup.ToHex(salt), SrpGroup.ToHex(SrpGroup.Power(PrivateKey(salt, realm, name, password))));
    }

    /// <summary>Tells nothing: with the verifier, passwords can be tried.</summary>
    public override string ToString() => nameof(PasswordVerifier);

    public bool Matches(string realm, string name, string password)
    {
        BigInteger verifier = SrpGroup.Power(PrivateKey(SrpGroup.Parse(Salt), realm, name, password));
        return CryptographicOperations.FixedTimeEquals(SrpGroup.Pad(verifier), SrpGroup.Pad(Number));
    }

    /// <summary>Gives x, the number that stands for a password.</summary>
    public static BigInteger PrivateKey(BigInteger salt, string realm, string name, string password) =>
        SrpGroup.Hash(SrpGroup.Pad(salt), SHA256.HashData(Encoding.UTF8.GetBytes($"{realm}{name}:{password}")));
}
