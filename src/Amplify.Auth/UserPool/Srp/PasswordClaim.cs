using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Amplify.Auth.UserPool.Srp;

/// <summary>The signature that claims a password, made with the key of an exchange.</summary>
/// <param name="SecretBlock">The server's block, as it came, in base 64.</param>
/// <param name="Timestamp">The time, as it is sent and signed.</param>
/// <param name="Signature">The signature, in base 64.</param>
internal sealed record PasswordClaim(string SecretBlock, string Timestamp, string Signature)
{
    /// <exception cref="SrpException">The block is not base 64.</exception>
    public static PasswordClaim Create(byte[] key, SrpIdentity identity, string? secretBlock, DateTimeOffset time)
    {
        // English names and the Gregorian calendar, whatever the user's culture; the day has no leading zero.
        string timestamp = time.UtcDateTime.ToString("ddd MMM d HH:mm:ss 'UTC' yyyy", CultureInfo.InvariantCulture);
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hash.AppendData(Encoding.UTF8.GetBytes(identity.Scope + identity.Name));
        hash.AppendData(Decode(secretBlock));
        hash.AppendData(Encoding.UTF8.GetBytes(timestamp));
        return new PasswordClaim(secretBlock!, timestamp, Convert.ToBase64String(hash.GetHashAndReset()));
    }

    public override string ToString() => Timestamp;

    private static byte[] Decode(string? secretBlock)
    {
        try
        {
            return Convert.FromBase64String(secretBlock ?? "!");
        }
        catch (FormatException)
        {
            throw new SrpException("its SECRET_BLOCK is not base 64");
        }
    }
}
