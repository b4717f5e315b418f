namespace Amplify;

/// <summary>The service has refused some of the events; the others are published.</summary>
public sealed class EventPublishException : AmplifyException
{
    /// <summary>Creates an error.</summary>
    /// <param name="message">What happened, on which channel.</param>
    /// <param name="failures">The events that were not published.</param>
    public EventPublishException(string message, IReadOnlyList<EventPublishFailure> failures)
        : base(message) => Failures = failures;

    /// <summary>Gets the events that were not published.</summary>
    public IReadOnlyList<EventPublishFailure> Failures { get; }
}
