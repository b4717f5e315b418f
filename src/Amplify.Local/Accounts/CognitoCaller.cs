namespace Amplify.Local.Accounts;

/// <summary>The identity behind credentials that an identity pool gave out.</summary>
internal sealed record CognitoCaller(string IdentityId, string IdentityPoolId)
{
    /// <summary>Who signed the user in; <see langword="null"/> for a guest.</summary>
    public string? AuthenticationProvider { get; init; }

    public string AuthenticationType => AuthenticationProvider is null ? "unauthenticated" : "authenticated";
}
