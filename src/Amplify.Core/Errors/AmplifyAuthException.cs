namespace Amplify;

/// <summary>Somebody could not be signed in, kept signed in or given credentials, or an account could not be changed.</summary>
public sealed class AmplifyAuthException : AmplifyException
{
    /// <summary>Creates an error.</summary>
    /// <param name="message">What happened and what to do next.</param>
    /// <param name="reason">Why, for the application to act on.</param>
    /// <param name="innerException">What caused it, if anything.</param>
    public AmplifyAuthException(string message, AmplifyAuthReason reason, Exception? innerException = null)
        : base(message, innerException) => Reason = reason;

    /// <summary>Gets why, for the application to act on.</summary>
    public AmplifyAuthReason Reason { get; }

    /// <summary>Gets the kind of error that the service tells, such as <c>NotAuthorizedException</c>.</summary>
    /// <value><see langword="null"/> when no service answered.</value>
    public string? ErrorType { get; init; }
}
