namespace Amplify.Local.Cognito.UserPool.Tokens;

/// <summary>One sign-in of a user to an app client. All tokens that come from it name it, and end with it.</summary>
internal sealed record SignIn
{
    /// <summary>The id that all its tokens carry, <c>origin_jti</c>; <see cref="EventId"/> where they carry none.</summary>
    public required string OriginId { get; init; }

    public required string Subject { get; init; }

    public required string ClientId { get; init; }

    public required DateTimeOffset AuthenticatedAt { get; init; }

    /// <summary>From when on no refresh token of it is taken.</summary>
    public required DateTimeOffset Expires { get; init; }

    public required string EventId { get; init; }

    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>The device, where the pool tracks devices.</summary>
    public string? DeviceKey { get; init; }

    /// <summary>Whether it was made at the hosted pages, whose access tokens have a <c>version</c>.</summary>
    public bool IsHosted { get; init; }

    public string? Nonce { get; init; }

    /// <summary>Whether its client could revoke tokens when it began; only then they carry <see cref="OriginId"/>.</summary>
    public bool IsRevocable { get; init; } = true;
}
