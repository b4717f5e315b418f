using System.Collections.Immutable;

namespace Amplify.Local.Cognito.UserPool.Challenges;

/// <summary>The texts that a sign-in is begun with, or a challenge answered.</summary>
internal sealed class ChallengeResponses(IReadOnlyDictionary<string, string> values)
{
    public IEnumerable<KeyValuePair<string, string>> All => values;

    /// <summary>What the client sends for triggers.</summary>
    public IReadOnlyDictionary<string, string> ClientMetadata { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <exception cref="CognitoException">It was not sent.</exception>
    public string Required(string name) => Optional(name) ?? throw UserPoolErrors.MissingParameter(name);

    public string? Optional(string name) => values.TryGetValue(name, out string? value) && value.Length > 0 ? value : null;
}
