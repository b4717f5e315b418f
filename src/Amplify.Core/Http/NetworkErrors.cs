using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Authentication;

namespace Amplify.Core.Http;

/// <summary>Turns what the platform throws when no answer comes into <see cref="AmplifyNetworkException"/>.</summary>
internal static class NetworkErrors
{
    /// <summary>Gives the error to throw instead, or <see langword="null"/> when the failure is not one of the network.</summary>
    public static AmplifyNetworkException? Translate(Exception failure, HttpCall call, Uri? address)
    {
        byte[] received = [];
        if (failure is TruncatedAnswerException truncated)
        {
            received = truncated.Received;
            failure = truncated.Cause;
        }
        else if (failure is not (HttpRequestException or IOException or SocketException or OperationCanceledException))
        {
            return null;
        }

        NetworkFailure kind = Classify(failure);
        return new AmplifyNetworkException($"{call} got no complete answer: {Explain(kind, HostOf(address))}", kind, failure) { ReceivedBody = received };
    }

    /// <summary>Gives the error of a connection that could not be made.</summary>
    /// <param name="what">What was tried, without a full stop.</param>
    /// <param name="failure">What the platform threw.</param>
    /// <param name="address">Where to.</param>
    /// <param name="attempts">How often it was tried.</param>
    public static AmplifyNetworkException NotConnected(string what, Exception failure, Uri address, int attempts)
    {
        // The platform's socket puts what happened into an exception that says no more than that it failed.
        NetworkFailure kind = Classify(failure is WebSocketException { InnerException: { } cause } ? cause : failure);
        return new AmplifyNetworkException($"{what}: {Explain(kind, HostOf(address))}", kind, failure) { Attempts = attempts };
    }

    private static string HostOf(Uri? address) =>
        address is null ? "the host" : address.IsDefaultPort ? address.IdnHost : $"{address.IdnHost}:{address.Port}";

    private static NetworkFailure Classify(Exception failure)
    {
        // What a body that is not compressed as it claims gives.
        if (failure is InvalidDataException or InvalidOperationException)
        {
            return NetworkFailure.InvalidAnswer;
        }

        // Nobody cancelled: a handler gave up connecting after its own time (SocketsHttpHandler.ConnectTimeout).
        if (failure is OperationCanceledException)
        {
            return NetworkFailure.Connection;
        }

        HttpRequestError error = failure switch
        {
            HttpRequestException request => request.HttpRequestError,
            HttpIOException io => io.HttpRequestError,
            _ => HttpRequestError.Unknown,
        };
        return error switch
        {
            HttpRequestError.NameResolutionError => NetworkFailure.NameResolution,
            HttpRequestError.SecureConnectionError => NetworkFailure.SecureConnection,
            HttpRequestError.ConnectionError or HttpRequestError.ProxyTunnelError => NetworkFailure.Connection,
            HttpRequestError.ResponseEnded => NetworkFailure.Cut,
            HttpRequestError.InvalidResponse or HttpRequestError.HttpProtocolError => NetworkFailure.InvalidAnswer,
            _ => ClassifyByCause(failure),
        };
    }

    private static NetworkFailure ClassifyByCause(Exception failure)
    {
        for (Exception? cause = failure; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case AuthenticationException:
                    return NetworkFailure.SecureConnection;
                case SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain }:
                    return NetworkFailure.NameResolution;
                case SocketException { SocketErrorCode: SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown }:
                    return NetworkFailure.Cut;
                case SocketException:
                    return NetworkFailure.Connection;
            }
        }

        return failure is IOException || failure.InnerException is IOException ? NetworkFailure.Cut : NetworkFailure.Unknown;
    }

    private static string Explain(NetworkFailure failure, string host) => failure switch
    {
        NetworkFailure.NameResolution =>
            $"the host name {host} is unknown. Check the endpoint in the configuration for a typing error, and that this machine has a network and a DNS server.",
        NetworkFailure.Connection =>
            $"no connection to {host} could be made. Check that the server runs, that the port is right, and that no firewall or proxy is in the way.",
        NetworkFailure.SecureConnection =>
            $"TLS with {host} failed. Check that its certificate is trusted on this machine and is for this host name, and that the endpoint's scheme (http or https) is right.",
        NetworkFailure.Cut =>
            $"the connection to {host} was cut before the answer was complete. The server may or may not have done what was asked; repeat the call if that does no harm.",
        NetworkFailure.InvalidAnswer =>
            $"what {host} sent is not HTTP, or not compressed as its Content-Encoding says. Check the port and the scheme (http or https) of the endpoint.",
        _ => OperatingSystem.IsBrowser()
            ? $"the browser could not fetch from {host}. Check the network, and that the API allows this page's origin and headers (CORS); the browser's console tells which."
            : $"the request to {host} failed. Check the network and the endpoint in the configuration; the inner exception has the details.",
    };
}
