namespace Amplify.Local;

/// <summary>How far a sign-in of the flow <c>CUSTOM_AUTH</c> has come.</summary>
public sealed class LocalAuthChallengeHistory
{
    internal LocalAuthChallengeHistory()
    {
    }

    /// <summary>Gets the user name that was given.</summary>
    public required string Username { get; init; }

    /// <summary>Gets the user's attributes.</summary>
    /// <value>Empty for an unknown user.</value>
    public required IReadOnlyDictionary<string, string> UserAttributes { get; init; }

    /// <summary>Gets whether there is no such user. The sign-in then fails whatever is decided, and should take as long as another's.</summary>
    public required bool IsUnknownUser { get; init; }

    /// <summary>Gets the challenges so far, the first one first.</summary>
    public required IReadOnlyList<LocalAuthChallengeResult> Results { get; init; }

    /// <summary>Gets what the client sends for triggers.</summary>
    public required IReadOnlyDictionary<string, string> ClientMetadata { get; init; }
}
