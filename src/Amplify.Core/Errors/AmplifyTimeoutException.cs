namespace Amplify;

/// <summary>A call took longer than its time-out allows.</summary>
public sealed class AmplifyTimeoutException : AmplifyException
{
    /// <summary>Creates an error.</summary>
    /// <param name="message">What happened, on which API and path, and what to do next.</param>
    /// <param name="timeout">The time that the call had.</param>
    /// <param name="innerException">What caused it, if anything.</param>
    public AmplifyTimeoutException(string message, TimeSpan timeout, Exception? innerException = null)
        : base(message, innerException)
    {
        Timeout = timeout;
        IsTransient = true;
    }

    /// <summary>Gets the time that the call had.</summary>
    public TimeSpan Timeout { get; }
}
