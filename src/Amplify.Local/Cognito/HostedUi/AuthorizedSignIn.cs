using Amplify.Local.Cognito.UserPool.Tokens;

namespace Amplify.Local.Cognito.HostedUi;

/// <summary>A sign-in that an application gets the tokens of for its code.</summary>
internal sealed class AuthorizedSignIn(AuthorizationRequest request, IssuedTokens tokens)
{
    private bool _isUsed;

    /// <summary>What the application has asked for.</summary>
    public AuthorizationRequest Request { get; } = request;

    public IssuedTokens Tokens { get; } = tokens;

    /// <summary>Uses the code up.</summary>
    /// <returns>Whether it had not been used before.</returns>
    public bool TryUse() => !Interlocked.Exchange(ref _isUsed, true);
}
