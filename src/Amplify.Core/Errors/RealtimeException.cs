using System.Net.WebSockets;

namespace Amplify;

/// <summary>A subscription, or the realtime connection under it, has failed for good, or what was to be published over it was refused.</summary>
/// <remarks>
/// What passes, such as a lost network, is not told to established subscriptions as an error: the connection is made again.
/// See <see href="https://docs.aws.amazon.com/appsync/latest/devguide/real-time-websocket-client.html">AppSync's protocol</see>.
/// </remarks>
public sealed class RealtimeException : AmplifyException
{
    /// <summary>Creates an error.</summary>
    /// <param name="message">What happened, on which API, and what to do next.</param>
    /// <param name="innerException">What caused it, if anything.</param>
    public RealtimeException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>Gets the kind of error that the server tells, such as <c>UnauthorizedException</c>.</summary>
    /// <value><see langword="null"/> when the server did not tell.</value>
    public string? ErrorType { get; init; }

    /// <summary>Gets the number that the server gave the error: an HTTP status as a rule, such as 401.</summary>
    /// <value><see langword="null"/> when the server gave none.</value>
    public int? Code { get; init; }

    /// <summary>Gets the code that the server closed the connection with.</summary>
    /// <value><see langword="null"/> when it was not closed, or was cut.</value>
    public WebSocketCloseStatus? CloseStatus { get; init; }
}
