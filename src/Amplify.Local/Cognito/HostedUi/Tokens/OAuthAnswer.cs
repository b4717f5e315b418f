using System.Text.Json;
using Amplify.Local.Hosting;
using Microsoft.Extensions.Primitives;

namespace Amplify.Local.Cognito.HostedUi.Tokens;

/// <summary>Answers to applications, in JSON, which pages of any origin may read.</summary>
internal static class OAuthAnswer
{
    private const string ContentType = "application/json;charset=UTF-8";

    public static HttpAnswer Preflight { get; } = new()
    {
        StatusCode = 200,
        ContentType = null,
        Headers =
        [
            new("Access-Control-Allow-Origin", "*"),
            new("Access-Control-Allow-Methods", "GET,POST,OPTIONS"),
            new("Access-Control-Allow-Headers", "Authorization,Content-Type,X-Amz-User-Agent"),
            new("Access-Control-Max-Age", "172800"),
        ],
    };

    public static HttpAnswer Of<TState>(TState state, Action<Utf8JsonWriter, TState> write) => Answer(200, JsonText.Write((state, write), static (writer, it) =>
    {
        writer.WriteStartObject();
        it.write(writer, it.state);
        writer.WriteEndObject();
    }, capacity: 4096));

    public static HttpAnswer Empty() => Answer(200, default);

    public static HttpAnswer Refuse(int statusCode, OAuthException refusal, params ReadOnlySpan<KeyValuePair<string, StringValues>> headers) =>
        Answer(statusCode, JsonText.Write(refusal, static (writer, refusal) =>
        {
            writer.WriteStartObject();
            writer.WriteString("error", refusal.Error);
            if (refusal.Description is not null)
            {
                writer.WriteString("error_description", refusal.Description);
            }

            writer.WriteEndObject();
        }), headers);

    private static HttpAnswer Answer(int statusCode, ReadOnlyMemory<byte> body, params ReadOnlySpan<KeyValuePair<string, StringValues>> headers) => new()
    {
        StatusCode = statusCode,
        ContentType = ContentType,
        Headers = [new("Access-Control-Allow-Origin", "*"), new("Cache-Control", "no-store"), new("Pragma", "no-cache"), .. headers],
        Body = body,
    };
}
