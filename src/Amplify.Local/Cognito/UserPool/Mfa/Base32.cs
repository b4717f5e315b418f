using System.Text;

namespace Amplify.Local.Cognito.UserPool.Mfa;

/// <summary>The <see href="https://www.rfc-editor.org/rfc/rfc4648#section-6">base 32</see> that authenticator apps take secrets in, without filling.</summary>
internal static class Base32
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const int BitsPerLetter = 5;

    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(((bytes.Length * 8) + BitsPerLetter - 1) / BitsPerLetter);
        int buffer = 0;
        int bits = 0;
        foreach (byte value in bytes)
        {
            buffer = ((buffer << 8) | value) & 0xFFF;
            bits += 8;
            while (bits >= BitsPerLetter)
            {
                bits -= BitsPerLetter;
                text.Append(Alphabet[(buffer >> bits) & 31]);
            }
        }

        if (bits > 0)
        {
            text.Append(Alphabet[(buffer << (BitsPerLetter - bits)) & 31]);
        }

        return text.ToString();
    }

    public static byte[] Decode(string text)
    {
        byte[] bytes = new byte[text.Length * BitsPerLetter / 8];
        int buffer = 0;
        int bits = 0;
        int length = 0;
        foreach (char letter in text)
        {
            buffer = ((buffer << BitsPerLetter) | Alphabet.IndexOf(letter, StringComparison.Ordinal)) & 0xFFF;
            bits += BitsPerLetter;
            if (bits >= 8)
            {
                bits -= 8;
                bytes[length++] = (byte)(buffer >> bits);
            }
        }

        return bytes;
    }
}
