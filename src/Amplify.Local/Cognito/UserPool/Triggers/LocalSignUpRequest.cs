namespace Amplify.Local;

/// <summary>A sign-up at the local user pool that is to be decided about.</summary>
public sealed class LocalSignUpRequest
{
    internal LocalSignUpRequest()
    {
    }

    /// <summary>Gets the user name.</summary>
    public required string Username { get; init; }

    /// <summary>Gets the id of the app client.</summary>
    public required string ClientId { get; init; }

    /// <summary>Gets the attributes that were given.</summary>
    public required IReadOnlyDictionary<string, string> UserAttributes { get; init; }

    /// <summary>Gets what the client sends for this decision alone.</summary>
    public required IReadOnlyDictionary<string, string> ValidationData { get; init; }

    /// <summary>Gets what the client sends for triggers.</summary>
    public required IReadOnlyDictionary<string, string> ClientMetadata { get; init; }
}
