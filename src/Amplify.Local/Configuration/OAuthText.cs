using System.Text.Json;

namespace Amplify.Local.Configuration;

/// <summary>Writes where the hosted pages are, when the default app client may use them. Their domain is a whole URL here, for they may be without TLS.</summary>
internal static class OAuthText
{
    public static void WriteAwsExports(Utf8JsonWriter writer, BackendDescription backend)
    {
        if (backend.OAuth is not { } oauth)
        {
            return;
        }

        writer.WriteStartObject("oauth");
        writer.WriteString("domain", DomainOf(backend));
        WriteList(writer, "scope", oauth.Scopes);
        writer.WriteString("redirectSignIn", string.Join(',', oauth.CallbackUrls));
        writer.WriteString("redirectSignOut", string.Join(',', oauth.LogoutUrls));
        writer.WriteString("responseType", ResponseTypeOf(oauth));
        writer.WriteEndObject();
    }

    public static void WriteAmplifyOutputs(Utf8JsonWriter writer, BackendDescription backend)
    {
        if (backend.OAuth is not { } oauth)
        {
            return;
        }

        writer.WriteStartObject("oauth");
        WriteList(writer, "identity_providers", []);
        writer.WriteString("domain", DomainOf(backend));
        WriteList(writer, "scopes", oauth.Scopes);
        WriteList(writer, "redirect_sign_in_uri", oauth.CallbackUrls);
        WriteList(writer, "redirect_sign_out_uri", oauth.LogoutUrls);
        writer.WriteString("response_type", ResponseTypeOf(oauth));
        writer.WriteEndObject();
    }

    private static string DomainOf(BackendDescription backend) => backend.HostedUiEndpoint.OriginalString.TrimEnd('/');

    private static string ResponseTypeOf(LocalOAuthOptions oauth) => oauth.Flows.HasFlag(LocalOAuthFlows.AuthorizationCode) ? "code" : "token";

    private static void WriteList(Utf8JsonWriter writer, string name, IReadOnlyList<string> values)
    {
        writer.WriteStartArray(name);
        foreach (string value in values)
        {
            writer.WriteStringValue(value);
        }

        writer.WriteEndArray();
    }
}
