using Microsoft.Extensions.Logging;

namespace Amplify.Local.Realtime;

internal static partial class RealtimeLog
{
    [LoggerMessage(30, LogLevel.Information, "A realtime connection to {Path} was refused: {Error}")]
    public static partial void Refused(ILogger logger, string path, string? error);

    [LoggerMessage(31, LogLevel.Warning, "A realtime connection was cut: its client reads too slowly, {Frames} frames of {Bytes} bytes wait for it")]
    public static partial void Overrun(ILogger logger, int frames, long bytes);

    [LoggerMessage(32, LogLevel.Warning, "{Bytes} bytes for subscribers of {Name} were not sent: the limit is {Limit}")]
    public static partial void PayloadTooLarge(ILogger logger, string name, int bytes, int limit);

    [LoggerMessage(33, LogLevel.Error, "What subscribers of {Name} should get could not be made")]
    public static partial void DeliveryFailed(ILogger logger, string name, Exception exception);

    [LoggerMessage(34, LogLevel.Error, "A frame could not be served")]
    public static partial void FrameFailed(ILogger logger, Exception exception);

    [LoggerMessage(35, LogLevel.Error, "A handler of the channel namespace {Name} threw")]
    public static partial void HandlerThrew(ILogger logger, string name, Exception exception);
}
