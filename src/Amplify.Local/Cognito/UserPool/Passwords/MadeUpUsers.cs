using System.Security.Cryptography;
using System.Text;
using Amplify.Local.Cognito.UserPool.Codes;
using Amplify.Local.Cognito.UserPool.Srp;
using Amplify.Local.Cognito.UserPool.Users;

namespace Amplify.Local.Cognito.UserPool.Passwords;

/// <summary>
/// What is told of names that no user has: made up, always the same for the same name, so that neither the answer nor the time it takes
/// tells whether there is a user.
/// </summary>
internal sealed class MadeUpUsers(byte[] secret, SignInNames names)
{
    private const int SaltBytes = 16;
    private const int VerifierBytes = 384;
    private const int IdBytes = 16;

    /// <summary>Gives what a name's password is proven against, be it a user's or not.</summary>
    public PasswordCredential CredentialOf(PoolUser? user, string name)
    {
        // Made up for everyone, and used where there is nothing else.
        PasswordCredential madeUp = MakeUp(name);
        return user is null ? madeUp : new PasswordCredential(user.Username, user.Password ?? madeUp.Verifier);
    }

    /// <summary>Gives where a code would go.</summary>
    public CodeAddress AddressOf(string name)
    {
        if (SignInNames.IsPhoneNumber(name))
        {
            return new CodeAddress(AttributeNames.PhoneNumber, name);
        }

        byte[] seed = Expand(name, 2);
        string letters = $"{(char)('a' + (seed[0] % 26))}@{(char)('a' + (seed[1] % 26))}";
        return new CodeAddress(AttributeNames.Email, SignInNames.IsEmail(name) ? name : letters);
    }

    private PasswordCredential MakeUp(string name)
    {
        Span<byte> bytes = Expand(name, SaltBytes + VerifierBytes + IdBytes);
        Span<byte> verifier = bytes.Slice(SaltBytes, VerifierBytes);
        return new PasswordCredential(
            names.AreAddresses ? RandomLookingId(bytes[(SaltBytes + VerifierBytes)..]) : name,
            new PasswordVerifier(
                SrpGroup.ToHex(SrpGroup.Number(bytes[..SaltBytes])), SrpGroup.ToHex(SrpGroup.Number(verifier) % SrpGroup.Prime)));
    }

    private byte[] Expand(string name, int length) => HKDF.Expand(
        HashAlgorithmName.SHA256, HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(SignInNames.Fold(name))), length);

    // With the marks of a random UUID, as the ids of users have them.
    private static string RandomLookingId(Span<byte> bytes)
    {
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }
}
