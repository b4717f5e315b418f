using System.Text.Json;
using Amplify.Core.Json;

namespace Amplify.Api.Realtime.Protocols;

/// <summary>What a server says is wrong.</summary>
/// <param name="ErrorType">The kind of error, such as <c>UnauthorizedException</c>.</param>
/// <param name="Code">The number that came with it, which is an HTTP status as a rule.</param>
/// <param name="Message">The server's own words.</param>
internal sealed record ServerFault(string? ErrorType, int? Code, string? Message)
{
    private const int LongestText = 500;

    public static ServerFault Unknown { get; } = new(null, null, null);

    /// <summary>Gets whether newer credentials may help.</summary>
    public bool IsUnauthorized => Code is 401 or 403 || ErrorType is "UnauthorizedException" or "Unauthorized" or "NotAuthorizedException";

    /// <summary>Gets whether the same request would be refused again.</summary>
    public bool IsPermanent => IsUnauthorized || Code is 400 || ErrorType is "BadRequestException" or "UnsupportedOperation" or "InvalidInputError" or "ResourceNotFound";

    /// <summary>Gets whether the socket can take no more subscriptions.</summary>
    public bool IsSocketFull => ErrorType is "MaxSubscriptionsReachedError" or "MaxSubscriptionsReachedException";

    /// <summary>Gets whether too much was asked for at a time.</summary>
    public bool IsLimit => ErrorType is "LimitExceededError" or "LimitExceededException" || Code is 429;

    /// <summary>Reads <c>{"errors":[{…}]}</c>, <c>{"errors":{…}}</c>, an array of errors or one error, whatever a server sends; the first one counts.</summary>
    public static ServerFault Read(ReadOnlySpan<byte> payload)
    {
        try
        {
            var reader = new Utf8JsonReader(payload);
            return JsonElement.TryParseValue(ref reader, out JsonElement? value) ? Read(value.Value) : Unknown;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return Unknown;
        }
    }

    /// <summary>Gives the same without what authorized the frame that it is about.</summary>
    public ServerFault Without(FrameAuthorization? used) =>
        used is null ? this : this with { ErrorType = used.CutOut(ErrorType), Message = used.CutOut(Message) };

    // Shortened here and not before: what is to be cut out of it must be whole.
    public override string ToString() => (ErrorType, Shorten(Message)) switch
    {
        ({ } type, { } message) => $"{type}: {message}",
        ({ } type, null) => type,
        (null, { } message) => message,
        _ => "an error that it did not explain",
    };

    private static ServerFault Read(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Array:
                return value.GetArrayLength() > 0 ? Read(value[0]) : Unknown;
            case JsonValueKind.Object when value.TryGetProperty("errors", out JsonElement errors):
                return Read(errors);
            case JsonValueKind.Object:
                return new ServerFault(Shorten(TextOf(value, "errorType")), CodeOf(value), TextOf(value, "message"));
            case JsonValueKind.String:
                return new ServerFault(null, null, JsonText.Of(value));
            default:
                return Unknown;
        }
    }

    private static int? CodeOf(JsonElement error) =>
        error.TryGetProperty("errorCode", out JsonElement code) && code.ValueKind == JsonValueKind.Number && code.TryGetInt32(out int number) ? number : null;

    private static string? TextOf(JsonElement error, string name) =>
        error.TryGetProperty(name, out JsonElement text) ? JsonText.Of(text) : null;

    private static string? Shorten(string? text) => text?.Length > LongestText ? string.Concat(text.AsSpan(0, LongestText), "…") : text;
}
