using System.Security.Cryptography;
using System.Text;

namespace Amplify.Local.Storage;

/// <summary>Ids that follow from a name, so that they are the same on every start.</summary>
internal static class StableId
{
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz0123456789";

    public static string Of(string name, int length)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(name));
        return string.Create(length, hash, static (text, hash) =>
        {
            for (int i = 0; i < text.Length; i++)
            {
                text[i] = Alphabet[hash[i] % Alphabet.Length];
            }
        });
    }
}
