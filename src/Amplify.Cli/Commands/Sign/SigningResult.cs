using System.Text.Json;
using Amplify.Signing;

namespace Amplify.Cli.Commands.Sign;

/// <summary>What signing gave, and the URL to send the request to.</summary>
internal sealed record SigningResult(SigV4Signature Signature, string Url)
{
    public void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteStartObject("headers");
        foreach ((string name, string value) in Signature.Headers)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
        json.WriteString("url", Url);
        json.WriteString("canonical_request", Signature.CanonicalRequest);
        json.WriteString("string_to_sign", Signature.StringToSign);
        json.WriteString("signature", Signature.Signature);
        json.WriteEndObject();
    }
}
