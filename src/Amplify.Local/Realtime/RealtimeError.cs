using System.Text.Json;
using Amplify.Local.AppSync.Authorization;

namespace Amplify.Local.Realtime;

/// <summary>An entry of a frame's <c>errors</c>.</summary>
internal sealed record RealtimeError(string? ErrorType, string? Message, int? ErrorCode = null)
{
    public static RealtimeError MissingHeaders { get; } = new(null, "Required headers are missing.", 400);

    public static RealtimeError UnreadableHeaders { get; } = new("BadRequest", null, 400);

    public static RealtimeError NoProtocol { get; } = new(null, "NoProtocolError", 400);

    public static RealtimeError ProtocolNotSupported { get; } = new(null, "SubProtocolNotSupportedError", 400);

    /// <summary>A refusal as frames tell it: there a signature that does not fit is a bad request.</summary>
    public static RealtimeError Of(AppSyncRefusal refusal) => refusal.StatusCode == 403
        ? new("BadRequestException", refusal.Message, 400)
        : new(refusal.ErrorType, refusal.Message, refusal.StatusCode);

    public static RealtimeError LimitExceeded(string message) => new("LimitExceededError", message);

    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        if (ErrorType is not null)
        {
            writer.WriteString("errorType", ErrorType);
        }

        if (Message is not null)
        {
            writer.WriteString("message", Message);
        }

        if (ErrorCode is { } code)
        {
            writer.WriteNumber("errorCode", code);
        }

        writer.WriteEndObject();
    }
}
