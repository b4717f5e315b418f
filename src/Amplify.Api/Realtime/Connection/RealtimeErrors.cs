using System.Net;
using System.Net.WebSockets;
using Amplify.Api.Realtime.Protocols;

namespace Amplify.Api.Realtime.Connection;

/// <summary>The errors that callers see, and which of them pass.</summary>
internal static class RealtimeErrors
{
    public static RealtimeException ConnectRefused(string address, ServerFault fault, Exception? cause) => new(
        $"The server at {address} refused the connection: {SentenceOf(fault)} {AdviceFor(fault)}", cause)
    {
        ErrorType = fault.ErrorType,
        Code = fault.Code,
        CloseStatus = (cause as SocketClosedException)?.Closure.Status,
    };

    public static RealtimeException SubscriptionRefused(string address, ServerFault fault) => new(
        $"The server at {address} refused the subscription: {SentenceOf(fault)} {AdviceFor(fault)}")
    {
        ErrorType = fault.ErrorType,
        Code = fault.Code,
    };

    public static RealtimeException NotWebSocket(string address, HttpStatusCode status, Exception cause) => new(
        $"The server at {address} answered {(int)status} instead of opening a WebSocket. Check the endpoint, and the realtime URL where the API has one of its own.", cause)
    {
        Code = (int)status,
    };

    public static RealtimeException BlindlyRefused(string address, Exception cause) => new(
        $"The connection to {address} is refused again and again although the host is within reach, which a browser does not explain. The authorization is probably not accepted: sign in again, or check the API's mode.", cause);

    public static RealtimeException GivenUp(string address, int attempts, Exception? cause) => new(
        $"The connection to {address} was lost and {attempts} attempts to make it again have failed; ReconnectPolicy gives up now. {cause?.Message}", cause);

    public static AmplifyTimeoutException StartLate(string address, TimeSpan timeout) => new(
        $"The server at {address} did not acknowledge the subscription within {timeout.TotalSeconds:0.###} s. Try again, or set Realtime.StartTimeout higher.", timeout);

    /// <summary>Tells whether trying again is of no use.</summary>
    /// <param name="failure">What happened.</param>
    /// <param name="wasConnected">Whether the same has worked before, so that a passing cause is likely.</param>
    public static bool IsPermanent(Exception failure, bool wasConnected) => failure switch
    {
        RealtimeException { IsTransient: false } => true,
        AmplifyAuthException auth => !auth.IsTransient && (!wasConnected || auth.Reason
            is AmplifyAuthReason.GuestAccessNotAllowed or AmplifyAuthReason.SignInRequired or AmplifyAuthReason.NotAuthorized),
        AmplifyException other => !other.IsTransient && !wasConnected,
        WebSocketException or SocketClosedException or HandshakeException or HttpRequestException or IOException or TimeoutException or OperationCanceledException => false,
        _ => !wasConnected,
    };

    private static string SentenceOf(ServerFault fault) => $"{fault.ToString().TrimEnd('.', ' ')}.";

    private static string AdviceFor(ServerFault fault) => fault switch
    {
        { IsUnauthorized: true } => "Sign in again, or check the API key and the API's authorization mode.",
        { IsSocketFull: true } or { IsLimit: true } => "Subscribe to less, or have the limit raised.",
        _ => "Check the document and its variables.",
    };
}
