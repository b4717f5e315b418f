using Amplify.Local.Hosting;

namespace Amplify.Local.Cognito;

/// <summary>A refusal in the JSON 1.1 protocol: <c>__type</c> in the body, the type again and the message in headers.</summary>
internal sealed record CognitoError(string Type, string Message, int StatusCode = 400)
{
    public const string ContentType = "application/x-amz-json-1.1";

    public static CognitoError OfStatus(int statusCode) => statusCode switch
    {
        429 => new("TooManyRequestsException", "Rate exceeded", 429),
        >= 500 => new("InternalErrorException", "Internal error", statusCode),
        _ => new("InvalidParameterException", "Invalid request", statusCode),
    };

    public HttpAnswer ToAnswer() => new()
    {
        StatusCode = StatusCode,
        ContentType = ContentType,
        Headers =
        [
            // The colon at the end is the service's; a URL may follow it.
            new("x-amzn-ErrorType", $"{Type}:"),
            new("x-amzn-ErrorMessage", HeaderText(Message)),
            .. ServiceCors.Headers,
        ],
        Body = ToJson(),
    };

    private ReadOnlyMemory<byte> ToJson() => JsonText.Write(this, static (writer, error) =>
    {
        writer.WriteStartObject();
        writer.WriteString("__type", error.Type);
        writer.WriteString("message", error.Message);
        writer.WriteEndObject();
    });

    // A message may quote what the caller sent; a header must not carry its line breaks.
    private static string HeaderText(string message) =>
        string.Create(message.Length, message, static (text, message) =>
        {
            for (int i = 0; i < text.Length; i++)
            {
                text[i] = message[i] is >= ' ' and <= '~' ? message[i] : '?';
            }
        });
}
