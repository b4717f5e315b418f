using System.Text.Json;
using Amplify.Local.Hosting;

namespace Amplify.Local.Tokens;

/// <summary>
/// What <see href="https://openid.net/specs/openid-connect-discovery-1_0.html">discovery</see> needs of an issuer: its document and its keys.
/// </summary>
/// <param name="issuer">The issuer.</param>
/// <param name="hostedUi">Where users sign in to get its tokens; <see langword="null"/> for an issuer that gives them to whoever asks.</param>
internal sealed class TokenIssuerEndpoint(LocalTokenIssuer issuer, Func<Uri>? hostedUi = null) : IServiceEndpoint
{
    private const string WellKnown = "/.well-known/";

    public string Name => LocalFaults.TokenIssuer;

    public bool IsGateway => false;

    public ValueTask<HttpAnswer> HandleAsync(LocalRequest request)
    {
        string path = request.Target.Path;
        if (request.Method is not ("GET" or "HEAD") || !path.StartsWith($"/{issuer.PathSegment}{WellKnown}", StringComparison.Ordinal))
        {
            return new(Fail(request, 404));
        }

        return new(path[(issuer.PathSegment.Length + 1 + WellKnown.Length)..] switch
        {
            "openid-configuration" => Answer(200, Discovery(issuer.Issuer, hostedUi?.Invoke())),
            "jwks.json" => Answer(200, issuer.Keys.ToJwks()),
            _ => Fail(request, 404),
        });
    }

    public HttpAnswer Fail(LocalRequest request, int statusCode) => Answer(statusCode, JsonText.Message("message", statusCode == 404 ? "Not Found" : "The keys cannot be had."));

    private static HttpAnswer Answer(int statusCode, ReadOnlyMemory<byte> body) =>
        new() { StatusCode = statusCode, Headers = ServiceCors.Headers, Body = body };

    private static ReadOnlyMemory<byte> Discovery(string issuer, Uri? hostedUi) => JsonText.Write((issuer, hostedUi), static (writer, state) =>
    {
        writer.WriteStartObject();
        writer.WriteString("issuer", state.issuer);
        writer.WriteString("jwks_uri", $"{state.issuer}{WellKnown}jwks.json");
        if (state.hostedUi is { } root)
        {
            writer.WriteString("authorization_endpoint", new Uri(root, "oauth2/authorize").AbsoluteUri);
            writer.WriteString("token_endpoint", new Uri(root, "oauth2/token").AbsoluteUri);
            writer.WriteString("userinfo_endpoint", new Uri(root, "oauth2/userInfo").AbsoluteUri);
            writer.WriteString("revocation_endpoint", new Uri(root, "oauth2/revoke").AbsoluteUri);
            writer.WriteString("end_session_endpoint", new Uri(root, "logout").AbsoluteUri);
        }

        WriteList(writer, "id_token_signing_alg_values_supported", "RS256");
        WriteList(writer, "response_types_supported", "code");
        WriteList(writer, "subject_types_supported", "public");
        writer.WriteEndObject();
    });

    private static void WriteList(Utf8JsonWriter writer, string name, string value)
    {
        writer.WriteStartArray(name);
        writer.WriteStringValue(value);
        writer.WriteEndArray();
    }
}
