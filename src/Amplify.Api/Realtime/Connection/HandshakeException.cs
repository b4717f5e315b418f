using System.Net;

namespace Amplify.Api.Realtime.Connection;

/// <summary>A server answered a handshake with a status of its own.</summary>
internal sealed class HandshakeException(HttpStatusCode status, Exception? innerException = null)
    : Exception($"The handshake was answered {(int)status}.", innerException)
{
    public HttpStatusCode Status => status;
}
