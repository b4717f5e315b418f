namespace Amplify.Auth.HostedUi;

/// <summary>What the token endpoint answers: tokens, or an error.</summary>
internal sealed class TokenAnswer
{
    public string? AccessToken { get; init; }

    public string? IdToken { get; init; }

    public string? RefreshToken { get; init; }

    public string? Error { get; init; }

    public string? ErrorDescription { get; init; }
}
