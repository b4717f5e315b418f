using Amplify.Local.Cognito.UserPool.Tokens;

namespace Amplify.Local.Cognito.HostedUi;

/// <summary>A sign-in that an application gets the tokens of for its code.</summary>
internal sealed class AuthorizedSignIn(AuthorizationRequest request, IssuedTokens tokens)
{
    /// <summary>What the application has asked for.</summary>
    public AuthorizationRequest Request { get; } = request;

    public IssuedTokens Tokens { get; } = tokens;
}
