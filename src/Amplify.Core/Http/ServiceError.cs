using System.Text.Json;
using Amplify.Core.Json;

namespace Amplify.Core.Http;

/// <summary>What an answer outside 2xx tells about itself, in the way of AWS's JSON services, of API Gateway and of AppSync.</summary>
internal sealed record ServiceError(string? Type, string? Message, string? RequestId)
{
    private static readonly string[] RequestIdHeaders = ["x-amzn-requestid", "x-amzn-request-id", "x-amz-request-id"];

    private const int LongestMessage = 500;

    /// <summary>Reads type, message and request id; the message is one line with the request's credentials cut out.</summary>
    public static ServiceError Read(HttpAnswer answer)
    {
        (string? type, string? message) = Parse(answer.Headers.GetValueOrDefault("x-amzn-errortype"), answer.Body);
        return new ServiceError(type, Scrub(message, answer.Request), RequestIdOf(answer));
    }

    /// <summary>Reads type and message from the type's header and the body. The message is as it came and may repeat what the request carried.</summary>
    public static (string? Type, string? Message) Parse(string? typeHeader, byte[] body)
    {
        (string? code, string? message) = ReadBody(body);
        return (Clean(typeHeader) ?? Clean(code), message);
    }

    public static string? RequestIdOf(HttpAnswer answer)
    {
        foreach (string name in RequestIdHeaders)
        {
            if (answer.Headers.TryGetValue(name, out string? id))
            {
                return id;
            }
        }

        return null;
    }

    private static (string? Code, string? Message) ReadBody(byte[] json)
    {
        try
        {
            using JsonDocument body = JsonDocument.Parse(json);
            JsonElement root = body.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
            {
                return (null, null);
            }

            JsonElement error = FirstOfErrors(root) ?? root;
            return (
                TextOf(root, "code") ?? TextOf(root, "__type") ?? TextOf(error, "errorType"),
                TextOf(root, "message") ?? TextOf(root, "Message") ?? TextOf(error, "message"));
        }
        catch (JsonException)
        {
            return (null, null);
        }
    }

    // AppSync: {"errors":[{"errorType":"UnauthorizedException","message":"…"}]}
    private static JsonElement? FirstOfErrors(JsonElement body) =>
        body.TryGetProperty("errors", out JsonElement errors)
        && errors.ValueKind == JsonValueKind.Array
        && errors.GetArrayLength() > 0
        && errors[0].ValueKind == JsonValueKind.Object
            ? errors[0]
            : null;

    private static string? TextOf(JsonElement body, string name) =>
        body.TryGetProperty(name, out JsonElement value) ? JsonText.Of(value) : null;

    // `com.amazon.coral.service#AccessDeniedException:http://…` and lists of such are seen.
    private static string? Clean(string? type)
    {
        if (type is null)
        {
            return null;
        }

        ReadOnlySpan<char> name = type;
        int comma = name.IndexOf(',');
        name = comma < 0 ? name : name[..comma];
        int colon = name.IndexOf(':');
        name = colon < 0 ? name : name[..colon];
        name = name[(name.IndexOf('#') + 1)..].Trim();
        return name.IsEmpty ? null : name.ToString();
    }

    // A signature mismatch quotes the canonical request, session token included, from the second line on; a malformed Authorization is quoted whole.
    private static string? Scrub(string? message, HttpRequestMessage request)
    {
        if (string.IsNullOrWhiteSpace(message))
        {
            return null;
        }

        int end = message.AsSpan().IndexOfAny('\r', '\n');
        string line = SecretHeaders.CutOut(end < 0 ? message : message[..end], request);
        return line.Length > LongestMessage ? string.Concat(line.AsSpan(0, LongestMessage), "…") : line;
    }
}
