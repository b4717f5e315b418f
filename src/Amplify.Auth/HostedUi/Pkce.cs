using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Amplify.Auth.HostedUi;

/// <summary>Proof that who redeems a code is who asked for it: <see href="https://www.rfc-editor.org/rfc/rfc7636">RFC 7636</see>.</summary>
internal static class Pkce
{
    private const int RandomBytes = 32;

    /// <summary>Makes a text that cannot be guessed: a verifier, a state, a nonce.</summary>
    public static string CreateRandom() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));

    /// <summary>Gives what is told of a verifier before it is shown.</summary>
    public static string ChallengeOf(string verifier) => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
}
