namespace Amplify.Local.Accounts;

/// <summary>The identity behind credentials that an identity pool gave out.</summary>
internal sealed record CognitoCaller(string IdentityId, string IdentityPoolId)
{
    public const string Unauthenticated = "unauthenticated";

    public string AuthenticationType { get; init; } = Unauthenticated;
}
