namespace Amplify.Auth.Session;

/// <summary>A session as it is kept between runs.</summary>
internal sealed class KeptSession
{
    public required string Username { get; init; }

    public required string AccessToken { get; init; }

    public string? IdToken { get; init; }

    public string? RefreshToken { get; init; }

    /// <summary>Gets by how many seconds the pool's clock was ahead.</summary>
    public double ClockOffset { get; init; }

    public string? DeviceKey { get; init; }
}
