namespace Amplify;

/// <summary>No complete answer came: the host is unknown, refuses, fails at TLS, or the connection was cut.</summary>
public sealed class AmplifyNetworkException : AmplifyException
{
    /// <summary>Creates an error.</summary>
    /// <param name="message">What happened, on which API and path, and what to do next.</param>
    /// <param name="failure">Why no answer came.</param>
    /// <param name="innerException">What caused it, if anything.</param>
    public AmplifyNetworkException(string message, NetworkFailure failure, Exception? innerException = null)
        : base(message, innerException)
    {
        Failure = failure;
        IsTransient = failure is not NetworkFailure.SecureConnection;
    }

    /// <summary>Gets why no answer came.</summary>
    public NetworkFailure Failure { get; }

    /// <summary>Gets what had come of the answer's body when the connection was cut.</summary>
    /// <value>Empty when nothing had.</value>
    public ReadOnlyMemory<byte> ReceivedBody { get; init; }
}
