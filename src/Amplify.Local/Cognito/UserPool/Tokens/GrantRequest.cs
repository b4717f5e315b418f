namespace Amplify.Local.Cognito.UserPool.Tokens;

/// <summary>How tokens are to look that a sign-in gives.</summary>
internal sealed record GrantRequest
{
    /// <summary>The scope that a user's own operations need; a sign-in through the API gives it and no other one.</summary>
    public const string UserScope = "aws.cognito.signin.user.admin";

    public IReadOnlyList<string> Scopes { get; init; } = [UserScope];

    public bool IsHosted { get; init; }

    public string? Nonce { get; init; }

    public string? DeviceKey { get; init; }
}
