namespace Amplify;

/// <summary>A token of a provider that has signed a user in.</summary>
[System.Diagnostics.DebuggerDisplay("{ToString(),nq}")]
public sealed class FederatedToken
{
    /// <summary>Creates a token.</summary>
    /// <param name="value">The token as it is sent.</param>
    /// <param name="expiresAt">When it expires.</param>
    /// <exception cref="ArgumentException">The token is empty.</exception>
    public FederatedToken(string value, DateTimeOffset expiresAt)
    {
        ArgumentException.ThrowIfNullOrEmpty(value);
        Value = value;
        ExpiresAt = expiresAt;
    }

    /// <summary>Gets the token as it is sent.</summary>
    public string Value { get; }

    /// <summary>Gets when the token expires.</summary>
    public DateTimeOffset ExpiresAt { get; }

    /// <summary>Describes the token without giving it away.</summary>
    /// <returns>When it expires.</returns>
    public override string ToString() => FormattableString.Invariant($"token until {ExpiresAt:u}");
}
