using System.Text.Json;

namespace Amplify.Local.Configuration;

/// <summary>Writes where the hosted sign-in pages are.</summary>
internal static class HostedUiText
{
    public static void WriteAwsExports(Utf8JsonWriter writer, HostedUiDescription hostedUi)
    {
        writer.WriteStartObject("oauth");
        writer.WriteString("domain", hostedUi.Domain);
        WriteList(writer, "scope", hostedUi.OAuth.Scopes);
        writer.WriteString("redirectSignIn", string.Join(',', hostedUi.OAuth.CallbackUrls));
        writer.WriteString("redirectSignOut", string.Join(',', hostedUi.OAuth.LogoutUrls));
        writer.WriteString("responseType", hostedUi.ResponseType);
        writer.WriteEndObject();
    }

    public static void WriteAmplifyOutputs(Utf8JsonWriter writer, HostedUiDescription hostedUi)
    {
        writer.WriteStartObject("oauth");
        WriteList(writer, "identity_providers", []);
        writer.WriteString("domain", hostedUi.Domain);
        WriteList(writer, "scopes", hostedUi.OAuth.Scopes);
        WriteList(writer, "redirect_sign_in_uri", hostedUi.OAuth.CallbackUrls);
        WriteList(writer, "redirect_sign_out_uri", hostedUi.OAuth.LogoutUrls);
        writer.WriteString("response_type", hostedUi.ResponseType);
        writer.WriteEndObject();
    }

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
