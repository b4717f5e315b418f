using System.Net;
using System.Net.WebSockets;
using Amplify.Api.Realtime.Protocols;
using Amplify.Core.Http;

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

    public static RealtimeException PublishRefused(string address, ServerFault fault) => new(
        $"The server at {address} refused what was to be published: {SentenceOf(fault)} {(fault.IsUnauthorized || fault.IsLimit ? AdviceFor(fault) : "Check the channel's namespace, and that the mode, key or token may publish there.")}")
    {
        ErrorType = fault.ErrorType,
        Code = fault.Code,
        IsTransient = fault.IsLimit,
    };

    public static AmplifyNetworkException PublishUnanswered(string address) => new(
        $"The connection to {address} ended before the server had answered. It is not known whether the events are published; publish them again if that does no harm.", NetworkFailure.Cut);

    public static AmplifyTimeoutException PublishLate(string address, TimeSpan timeout, Exception cause) => new(
        $"The server at {address} did not answer within {timeout.TotalSeconds:0.###} s. It is not known whether the events are published; publish them again if that does no harm, or set Timeout higher.", timeout, cause);

    /// <summary>Gives the error of whoever waits for a connection that could not be made.</summary>
    public static AmplifyException NotConnected(Uri address, int attempts, RealtimeOptions options, Exception cause)
    {
        string what = FormattableString.Invariant($"The connection to {RealtimeAddress.WithoutQuery(address)} could not be made in {attempts} attempts");
        return cause switch
        {
            HandshakeException handshake => new RealtimeException(
                $"{what}: the server answered {(int)handshake.Status} instead of opening a WebSocket. Try again later.", cause)
            { Code = (int)handshake.Status, IsTransient = true, Attempts = attempts },
            SocketClosedException { Closure.Fault: { } fault } => new RealtimeException($"{what}: {SentenceOf(fault)} {AdviceFor(fault)}", cause)
            { ErrorType = fault.ErrorType, Code = fault.Code, IsTransient = true, Attempts = attempts },
            SocketClosedException { Closure.Reason: ClosureReason.AckTimeout } => new AmplifyTimeoutException(
                $"{what}: the server did not acknowledge it within {options.AckTimeout.TotalSeconds:0.###} s. Try again, or set Realtime.AckTimeout higher.", options.AckTimeout, cause)
            { Attempts = attempts },
            SocketClosedException { Closure: var closure } => new AmplifyNetworkException($"{what}: {closure}. Try again later.", NetworkFailure.Cut, cause)
            { Attempts = attempts },
            OperationCanceledException => new AmplifyTimeoutException(
                $"{what}: there was no answer within {options.ConnectTimeout.TotalSeconds:0.###} s. Try again, or set Realtime.ConnectTimeout higher.", options.ConnectTimeout, cause)
            { Attempts = attempts },
            AmplifyException told => told,
            _ => NetworkErrors.NotConnected(what, cause, address, attempts),
        };
    }

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
        _ => "Check the document and its variables, or the channel's namespace.",
    };
}
