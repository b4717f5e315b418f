namespace Amplify;

/// <summary>An event that was not published.</summary>
public sealed class EventPublishFailure
{
    /// <summary>Gets which of the events it is, from 0, as they were given.</summary>
    public required int Index { get; init; }

    /// <summary>Gets the number that the service gave the error.</summary>
    /// <value><see langword="null"/> when it gave none.</value>
    public int? Code { get; init; }

    /// <summary>Gets what the service says about it.</summary>
    public string Message { get; init; } = "";
}
