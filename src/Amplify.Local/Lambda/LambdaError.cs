using Amplify.Local.Hosting;
using Microsoft.Extensions.Primitives;

namespace Amplify.Local.Lambda;

/// <summary>The Invoke API's own refusals. Some say <c>Message</c> and some <c>message</c>, as the service does.</summary>
internal static class LambdaError
{
    public static HttpAnswer FunctionNotFound(string arn) => Answer(404, "ResourceNotFoundException", "Message", $"Function not found: {arn}");

    public static HttpAnswer InvalidContent(string message) => Answer(400, "InvalidRequestContentException", "message", message);

    public static HttpAnswer InvalidParameter(string message) => Answer(400, "InvalidParameterValueException", "message", message);

    public static HttpAnswer TooLarge(string message) => Answer(413, "RequestTooLargeException", "Message", message);

    public static HttpAnswer UnknownOperation { get; } = Answer(404, "UnknownOperationException", "Message", "Unknown operation.");

    public static HttpAnswer TooManyRequests { get; } = Answer(429, "TooManyRequestsException", "message", "Rate Exceeded.");

    public static HttpAnswer ServiceFailure(int statusCode) => Answer(statusCode, "ServiceException", "Message", "Internal server error.");

    private static HttpAnswer Answer(int statusCode, string errorType, string key, string message) => new()
    {
        StatusCode = statusCode,
        Headers = [new KeyValuePair<string, StringValues>("x-amzn-ErrorType", errorType), .. ServiceCors.Headers],
        Body = JsonText.Write((Type: statusCode >= 500 ? "Service" : "User", key, message), static (writer, error) =>
        {
            writer.WriteStartObject();
            writer.WriteString("Type", error.Type);
            writer.WriteString(error.key, error.message);
            writer.WriteEndObject();
        }),
    };
}
