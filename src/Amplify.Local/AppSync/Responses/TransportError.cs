using Amplify.Local.AppSync.Authorization;
using Amplify.Local.Hosting;

namespace Amplify.Local.AppSync.Responses;

/// <summary>A refusal of a whole request: no <c>data</c>, one error, and its type in a header as well.</summary>
internal sealed record TransportError(int StatusCode, string ErrorType, string Message)
{
    public static TransportError EmptyBody { get; } = new(400, "MalformedHttpRequestException", "Request body is empty.");

    public static TransportError Unparsable { get; } = new(400, "MalformedHttpRequestException", "Unable to parse GraphQL query.");

    public static TransportError MissingOperationName { get; } = new(400, "BadRequestException", "Missing operation name.");

    public static TransportError TooLarge { get; } =
        new(413, "RequestEntityTooLargeException", "The request is larger than the API takes.");

    public static TransportError UnsupportedSubscription { get; } =
        new(400, "UnsupportedOperation", "Subscriptions are served by the real-time endpoint, not over HTTP.");

    public static TransportError UnknownOperation(string name) => new(400, "BadRequestException", $"Unknown operation named '{name}'.");

    public static TransportError Of(AppSyncRefusal refusal) => new(refusal.StatusCode, refusal.ErrorType, refusal.Message);

    public static TransportError OfStatus(int statusCode) => statusCode switch
    {
        401 => new(401, "UnauthorizedException", "You are not authorized to make this call."),
        403 => new(403, "ForbiddenException", "403 Forbidden"),
        413 => TooLarge,
        429 => new(429, "ThrottlingException", "Rate exceeded"),
        >= 500 => new(statusCode, "InternalFailure", "An internal failure occurred."),
        _ => new(statusCode, "BadRequestException", "Bad Request"),
    };

    public HttpAnswer ToAnswer() => AppSyncAnswer.Error(StatusCode, ErrorType, ToJson());

    private ReadOnlyMemory<byte> ToJson() => JsonText.Write(this, static (writer, error) =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("errors");
        writer.WriteStartObject();
        writer.WriteString("errorType", error.ErrorType);
        writer.WriteString("message", error.Message);
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
    });
}
