namespace Amplify.Auth.Federation;

/// <summary>A federated user as it is kept between runs.</summary>
internal sealed class KeptFederation
{
    public required string Provider { get; init; }

    public required string Token { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }
}
