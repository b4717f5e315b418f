using System.Security.Cryptography;
using System.Text;

namespace Amplify.Auth.UserPool;

/// <summary>The proof that an app client knows its secret.</summary>
internal static class SecretHash
{
    /// <summary>Gives the proof for a user, or <see langword="null"/> when the client has no secret.</summary>
    public static string? Of(UserPoolSettings settings, string username) => settings.ClientSecret is { } secret
        ? Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(username + settings.ClientId)))
        : null;
}
