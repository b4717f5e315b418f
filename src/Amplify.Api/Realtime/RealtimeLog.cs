using Microsoft.Extensions.Logging;

namespace Amplify.Api.Realtime;

/// <summary>The events of realtime connections. None holds a frame, a header or a query: those may hold secrets.</summary>
internal static partial class RealtimeLog
{
    public const string Category = "Amplify.Realtime";

    [LoggerMessage(401, LogLevel.Debug, "Connecting to {Address}")]
    public static partial void Connecting(this ILogger logger, string address);

    [LoggerMessage(402, LogLevel.Information, "Connected to {Address} after {Milliseconds:0} ms")]
    public static partial void Connected(this ILogger logger, string address, double milliseconds);

    [LoggerMessage(403, LogLevel.Warning, "The connection to {Address} has ended: {Reason}; subscriptions that wait for the next one: {Subscriptions}")]
    public static partial void Disrupted(this ILogger logger, string address, string reason, int subscriptions);

    [LoggerMessage(404, LogLevel.Information, "Attempt {Attempt} to connect to {Address} is made after {Milliseconds:0} ms; the one before it failed: {Reason}")]
    public static partial void Reconnecting(this ILogger logger, int attempt, string address, double milliseconds, string reason);

    [LoggerMessage(405, LogLevel.Error, "The connection to {Address} is given up: {Reason}; subscriptions that have failed with it: {Subscriptions}")]
    public static partial void GivenUp(this ILogger logger, string address, string reason, int subscriptions);

    [LoggerMessage(406, LogLevel.Debug, "The connection to {Address} is closed: nobody is subscribed any longer")]
    public static partial void Idle(this ILogger logger, string address);

    [LoggerMessage(407, LogLevel.Information, "The connection to {Address} is replaced by a new one: {Reason}")]
    public static partial void Replacing(this ILogger logger, string address, string reason);

    [LoggerMessage(408, LogLevel.Warning, "Nothing has come from {Address} for {Seconds} s; asking whether the host is there")]
    public static partial void Silent(this ILogger logger, string address, double seconds);

    [LoggerMessage(409, LogLevel.Debug, "Subscription {Id} is established")]
    public static partial void Started(this ILogger logger, Guid id);

    [LoggerMessage(410, LogLevel.Warning, "Subscription {Id} was refused: {Fault}; it is started again")]
    public static partial void Restarting(this ILogger logger, Guid id, string fault);

    [LoggerMessage(411, LogLevel.Warning, "Subscription {Id} has failed: {Reason}")]
    public static partial void Failed(this ILogger logger, Guid id, string reason);

    [LoggerMessage(412, LogLevel.Warning, "{Address} reports an error that is about no subscription: {Fault}")]
    public static partial void StrayError(this ILogger logger, string address, string fault);

    [LoggerMessage(413, LogLevel.Warning, "A message larger than {Bytes} bytes was thrown away; RealtimeOptions.MaxMessageBytes is the limit")]
    public static partial void MessageTooLarge(this ILogger logger, int bytes);

    [LoggerMessage(414, LogLevel.Warning, "A message of {Bytes} bytes is no frame and was thrown away")]
    public static partial void FrameMalformed(this ILogger logger, int bytes);

    [LoggerMessage(415, LogLevel.Warning, "A frame of the unknown type {Type} was thrown away")]
    public static partial void FrameUnknown(this ILogger logger, string type);

    [LoggerMessage(416, LogLevel.Warning, "A message of a subscription could not be read as {Type} and is left out: {Reason}")]
    public static partial void Undecodable(this ILogger logger, string type, string reason);

    [LoggerMessage(417, LogLevel.Warning, "A message of a subscription came with errors: {Errors}")]
    public static partial void MessageErrors(this ILogger logger, string errors);

    [LoggerMessage(418, LogLevel.Warning, "The connection to {Address} is full; subscriptions on it: {Count}; others go over another one")]
    public static partial void SocketFull(this ILogger logger, string address, int count);

    [LoggerMessage(419, LogLevel.Information, "The field {Field} of a subscription is null. AppSync sends subscribers only what the mutation selected: when the field should not be null, select it in the mutation too")]
    public static partial void NullField(this ILogger logger, string field);

    [LoggerMessage(420, LogLevel.Warning, "Reading what a subscription has missed failed: {Reason}; it is tried again after {Milliseconds:0} ms")]
    public static partial void CatchUpFailed(this ILogger logger, string reason, double milliseconds);

    [LoggerMessage(421, LogLevel.Information, "Credentials for {Address} were refused ({Fault}); it is tried again with new ones")]
    public static partial void ConnectRefused(this ILogger logger, string address, string fault);

    [LoggerMessage(422, LogLevel.Error, "An observer of {Type} has thrown; its subscription has ended")]
    public static partial void ObserverFailed(this ILogger logger, Exception failure, string type);
}
