namespace Amplify.Api.Authorization;

/// <summary>What gives tokens, by the mode that they are for.</summary>
internal sealed record TokenProviders
{
    public ITokenProvider? UserPool { get; init; }

    public ITokenProvider? Oidc { get; init; }

    public ITokenProvider? Lambda { get; init; }

    /// <summary>Tells whether a mode sends a token.</summary>
    public static bool Serve(AuthMode mode) => mode is AuthMode.UserPool or AuthMode.Oidc or AuthMode.Lambda;

    public ITokenProvider? For(AuthMode mode) => mode switch
    {
        AuthMode.UserPool => UserPool,
        AuthMode.Oidc => Oidc,
        AuthMode.Lambda => Lambda,
        _ => null,
    };
}
