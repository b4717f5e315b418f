namespace Amplify.Local.Cognito.UserPool.Tokens;

/// <summary>What a sign-in or a refresh gives.</summary>
/// <param name="IdToken">The id token.</param>
/// <param name="AccessToken">The access token.</param>
/// <param name="RefreshToken">The refresh token; <see langword="null"/> for a refresh that gives no other one.</param>
/// <param name="ExpiresIn">How long the access token is valid.</param>
internal sealed record IssuedTokens(string IdToken, string AccessToken, string? RefreshToken, TimeSpan ExpiresIn)
{
    /// <summary>The device that the client is to confirm, if it is a new one.</summary>
    public Devices.TrackedDevice? NewDevice { get; init; }

    /// <summary>Tells how long they are valid, and not the tokens.</summary>
    public override string ToString() => $"tokens for {ExpiresIn}";
}
