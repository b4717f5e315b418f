using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;

namespace Amplify.Local.Tests.AppSync.Authorization;

/// <summary>Tokens as no honest issuer makes them.</summary>
internal static class ForgedToken
{
    /// <summary>Keeps the claims and takes the signature away.</summary>
    public static string Unsigned(string token, string algorithm = "none") =>
        $"{Encode(new JsonObject { ["alg"] = algorithm, ["typ"] = "JWT" })}.{token.Split('.')[1]}.";

    /// <summary>Signs the claims with a public key as if it were a shared secret.</summary>
    public static string WithSecret(string token, string keyId, byte[] secret)
    {
        string content = $"{Encode(new JsonObject { ["alg"] = "HS256", ["kid"] = keyId })}.{token.Split('.')[1]}";
        return $"{content}.{Base64UrlEncoder.Encode(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(content)))}";
    }

    /// <summary>Changes a claim and keeps the signature.</summary>
    public static string WithClaim(string token, string name, JsonNode value)
    {
        string[] parts = token.Split('.');
        JsonObject claims = JsonNode.Parse(Base64UrlEncoder.DecodeBytes(parts[1]))!.AsObject();
        claims[name] = value;
        return $"{parts[0]}.{Encode(claims)}.{parts[2]}";
    }

    private static string Encode(JsonObject json) => Base64UrlEncoder.Encode(JsonSerializer.SerializeToUtf8Bytes(json));
}
