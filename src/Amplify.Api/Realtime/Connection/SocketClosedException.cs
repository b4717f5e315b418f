namespace Amplify.Api.Realtime.Connection;

/// <summary>A socket was closed before it was of any use.</summary>
internal sealed class SocketClosedException(SocketClosure closure) : Exception($"The connection was not established: {closure}.", closure.Failure)
{
    public SocketClosure Closure => closure;
}
