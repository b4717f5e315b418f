using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Amplify.Local.Storage;
using Microsoft.IdentityModel.Tokens;

namespace Amplify.Local.Tokens;

/// <summary>The RSA key of an issuer, kept in the database. It is made when first needed: that takes longer than a backend's start.</summary>
internal sealed class IssuerKey
{
    private const int Bits = 2048;

    private readonly Lazy<RsaSecurityKey> _key;

    public IssuerKey(SettingStore settings, string name) => _key = new(() => Load(settings, name));

    public string Id => _key.Value.KeyId;

    public SigningCredentials Credentials => new(_key.Value, SecurityAlgorithms.RsaSha256);

    public SecurityKey Key => _key.Value;

    /// <summary>Writes the public half as a JSON web key.</summary>
    public void WriteTo(Utf8JsonWriter writer)
    {
        RSAParameters parameters = _key.Value.Parameters;
        writer.WriteStartObject();
        writer.WriteString("alg", SecurityAlgorithms.RsaSha256);
        writer.WriteString("e", Base64UrlEncoder.Encode(parameters.Exponent));
        writer.WriteString("kid", Id);
        writer.WriteString("kty", "RSA");
        writer.WriteString("n", Base64UrlEncoder.Encode(parameters.Modulus));
        writer.WriteString("use", "sig");
        writer.WriteEndObject();
    }

    private static RsaSecurityKey Load(SettingStore settings, string name)
    {
        string kept = settings.GetOrAdd(name, static () =>
        {
            using var created = RSA.Create(Bits);
            return Convert.ToBase64String(created.ExportPkcs8PrivateKey());
        });
        using var rsa = RSA.Create();
        rsa.ImportPkcs8PrivateKey(Convert.FromBase64String(kept), out _);
        RSAParameters parameters = rsa.ExportParameters(includePrivateParameters: true);
        // Another key has another id, so whoever has kept the old one sees that it is out of date.
        string id = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Base64UrlEncoder.Encode(parameters.Modulus))));
        return new RsaSecurityKey(parameters) { KeyId = id };
    }
}
