namespace Amplify.Local;

/// <summary>An answer to a challenge that the pool's owner has made.</summary>
public sealed class LocalAuthChallengeAnswer
{
    internal LocalAuthChallengeAnswer()
    {
    }

    /// <summary>Gets the user name.</summary>
    public required string Username { get; init; }

    /// <summary>Gets what the answer is judged by.</summary>
    public required IReadOnlyDictionary<string, string> PrivateParameters { get; init; }

    /// <summary>Gets the answer.</summary>
    public required string Answer { get; init; }

    /// <summary>Gets what the client sends for triggers.</summary>
    public required IReadOnlyDictionary<string, string> ClientMetadata { get; init; }
}
