using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace Amplify.Local.Cognito.UserPool.Srp;

/// <summary>
/// The server's side of one <see href="https://www.rfc-editor.org/rfc/rfc5054#section-2.5.3">SRP-6a</see> exchange: after it has given out its
/// public number it knows whether a signature was made with the password.
/// </summary>
internal sealed class SrpExchange
{
    // As many random bits as the key that is agreed on needs; more would only take longer.
    private const int PrivateBytes = 32;
    private const int KeyBytes = 16;
    private const int SecretBlockBytes = 1024;

    private readonly string _realm;
    private readonly string _name;
    private readonly BigInteger _verifier;
    private readonly BigInteger _clientPublic;
    private readonly BigInteger _private;
    private readonly BigInteger _public;
    private readonly byte[] _secretBlock;

    internal SrpExchange(string realm, string name, PasswordVerifier password, BigInteger clientPublic, BigInteger privateNumber, byte[] secretBlock)
    {
        _realm = realm;
        _name = name;
        Salt = password.Salt;
        _verifier = password.Number;
        _clientPublic = clientPublic;
        _private = privateNumber;
        _public = ((SrpGroup.Multiplier * _verifier) + SrpGroup.Power(privateNumber)) % SrpGroup.Prime;
        _secretBlock = secretBlock;
    }

    public string Salt { get; }

    /// <summary>B, in hexadecimal.</summary>
    public string PublicNumber => SrpGroup.ToHex(_public);

    public string SecretBlock => Convert.ToBase64String(_secretBlock);

    /// <summary>Answers a client's number A.</summary>
    /// <returns>The exchange, or <see langword="null"/> when A is none that a client may send.</returns>
    public static SrpExchange? Begin(string realm, string name, PasswordVerifier password, string clientPublicHex)
    {
        // With a multiple of the prime the key would be known to whoever sends it.
        return SrpGroup.TryParse(clientPublicHex, out BigInteger clientPublic) && !(clientPublic % SrpGroup.Prime).IsZero
            ? new SrpExchange(
                realm,
                name,
                password,
                clientPublic,
                SrpGroup.Number(RandomNumberGenerator.GetBytes(PrivateBytes)),
                RandomNumberGenerator.GetBytes(SecretBlockBytes))
            : null;
    }

    /// <summary>Tells whether the client's claim was made with the password and for this exchange.</summary>
    public bool Accepts(string secretBlock, string timestamp, string signature)
    {
        // All of it is computed whatever was sent: how long the answer takes must not tell what was wrong.
        byte[] expected = Encoding.UTF8.GetBytes(Sign(timestamp));
        return CryptographicOperations.FixedTimeEquals(expected, Encoding.UTF8.GetBytes(signature))
            & CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(SecretBlock), Encoding.UTF8.GetBytes(secretBlock));
    }

    internal string Sign(string timestamp)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, DeriveKey());
        hmac.AppendData(Encoding.UTF8.GetBytes(_realm));
        hmac.AppendData(Encoding.UTF8.GetBytes(_name));
        hmac.AppendData(_secretBlock);
        hmac.AppendData(Encoding.UTF8.GetBytes(timestamp));
        hmac.GetHashAndReset(hash);
        return Convert.ToBase64String(hash);
    }

    internal byte[] DeriveKey()
    {
        BigInteger scrambler = SrpGroup.Hash(SrpGroup.Pad(_clientPublic), SrpGroup.Pad(_public));
        BigInteger secret = SrpGroup.Power(_clientPublic * SrpGroup.Power(_verifier, scrambler), _private);
        return HKDF.DeriveKey(HashAlgorithmName.SHA256, SrpGroup.Pad(secret), KeyBytes, SrpGroup.Pad(scrambler), "Caldera Derived Key"u8.ToArray());
    }
}
