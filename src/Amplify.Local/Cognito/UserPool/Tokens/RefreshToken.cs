using System.Buffers.Text;
using System.Security.Cryptography;

namespace Amplify.Local.Cognito.UserPool.Tokens;

/// <summary>
/// Makes refresh tokens that look like Cognito's, an encrypted token of five parts, and are as long. Nothing is in them: whoever reads one
/// would do so against the service too.
/// </summary>
internal static class RefreshToken
{
    private const string Header = """{"cty":"JWT","enc":"A256GCM","alg":"RSA-OAEP"}""";
    private const int KeyBytes = 256;
    private const int VectorBytes = 12;
    private const int ContentBytes = 900;
    private const int TagBytes = 16;

    private static readonly string EncodedHeader = Base64Url.EncodeToString(System.Text.Encoding.ASCII.GetBytes(Header));

    public static string Create() => $"{EncodedHeader}.{Part(KeyBytes)}.{Part(VectorBytes)}.{Part(ContentBytes)}.{Part(TagBytes)}";

    private static string Part(int bytes) => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(bytes));
}
