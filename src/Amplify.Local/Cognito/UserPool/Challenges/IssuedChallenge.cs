namespace Amplify.Local.Cognito.UserPool.Challenges;

/// <summary>A challenge as a client is told of it.</summary>
/// <param name="Name">The challenge.</param>
/// <param name="Session">What the answer has to carry.</param>
/// <param name="Parameters">What the client needs for the answer.</param>
internal sealed record IssuedChallenge(string Name, string Session, IReadOnlyDictionary<string, string> Parameters)
{
    /// <summary>The first factors that the user can choose from.</summary>
    public IReadOnlyList<string> Available { get; init; } = [];
}
