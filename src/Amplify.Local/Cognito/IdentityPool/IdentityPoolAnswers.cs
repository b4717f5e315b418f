using System.Text.Json;
using Amplify.Local.Accounts;
using Amplify.Local.Hosting;

namespace Amplify.Local.Cognito.IdentityPool;

/// <summary>Writes the results of operations.</summary>
internal static class IdentityPoolAnswers
{
    public static ReadOnlyMemory<byte> Identity(string identityId) => JsonText.Write(identityId, static (writer, identityId) =>
    {
        writer.WriteStartObject();
        writer.WriteString("IdentityId", identityId);
        writer.WriteEndObject();
    });

    public static ReadOnlyMemory<byte> Token(string identityId, string token) => JsonText.Write((identityId, token), static (writer, state) =>
    {
        writer.WriteStartObject();
        writer.WriteString("IdentityId", state.identityId);
        writer.WriteString("Token", state.token);
        writer.WriteEndObject();
    }, capacity: 1024);

    public static ReadOnlyMemory<byte> Credentials(Principal principal) => JsonText.Write(principal, WriteCredentials, capacity: 1024);

    private static void WriteCredentials(Utf8JsonWriter writer, Principal principal)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("Credentials");
        writer.WriteString("AccessKeyId", principal.Credentials.AccessKeyId);
        writer.WriteNumber("Expiration", (double)principal.Credentials.Expiration!.Value.ToUnixTimeSeconds());
        writer.WriteString("SecretKey", principal.Credentials.SecretAccessKey);
        writer.WriteString("SessionToken", principal.Credentials.SessionToken);
        writer.WriteEndObject();
        writer.WriteString("IdentityId", principal.Cognito!.IdentityId);
        writer.WriteEndObject();
    }
}
