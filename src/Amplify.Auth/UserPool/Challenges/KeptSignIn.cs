namespace Amplify.Auth.UserPool.Challenges;

/// <summary>A sign-in that waits for the user's answer, as it is kept for the client that gets the answer. A password is never in it.</summary>
internal sealed class KeptSignIn
{
    public required string Username { get; init; }

    public required string Challenge { get; init; }

    public string? Session { get; init; }

    public required IReadOnlyDictionary<string, string> Parameters { get; init; }

    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    public IReadOnlyList<FirstFactor>? Available { get; init; }

    public FirstFactor? Chosen { get; init; }

    public MfaType? Setup { get; init; }

    public bool IsSetupVerified { get; init; }
}
