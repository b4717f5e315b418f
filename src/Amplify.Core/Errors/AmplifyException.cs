namespace Amplify;

/// <summary>The base of every error that Amplify reports, apart from wrong arguments and cancellation.</summary>
/// <remarks>Messages never hold credentials, tokens or API keys.</remarks>
public class AmplifyException : Exception
{
    /// <summary>Creates an error.</summary>
    /// <param name="message">What happened, where, and what to do next.</param>
    /// <param name="innerException">What caused it, if anything.</param>
    public AmplifyException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>Gets the id that the service gave the request, to quote to its support.</summary>
    /// <value><see langword="null"/> when no answer carried one.</value>
    public string? RequestId { get; init; }

    /// <summary>Gets whether the same call may succeed later with nothing changed.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool IsTransient { get; init; }

    /// <summary>Gets how many attempts were made to send the request before it was given up.</summary>
    /// <value>0 when the failure is not one of sending, as with credentials that could not be had. Sending again with renewed credentials or a corrected clock does not count.</value>
    public int Attempts { get; internal set; }
}
