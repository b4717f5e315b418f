using Amplify.Signing;

namespace Amplify.Auth.IdentityPool;

/// <summary>An identity and its credentials.</summary>
/// <param name="identityId">The identity.</param>
/// <param name="credentials">Its credentials, which expire by the service's clock.</param>
/// <param name="renewFrom">When they are to be renewed, by the clock of this machine.</param>
/// <param name="end">When they expire, by the clock of this machine.</param>
internal sealed class IdentityCredentials(string identityId, AwsCredentials credentials, DateTimeOffset renewFrom, DateTimeOffset end)
{
    public string IdentityId { get; } = identityId;

    public AwsCredentials Credentials { get; } = credentials;

    /// <summary>Gets whether a service has refused the credentials, whatever their expiration says.</summary>
    public bool IsRefused { get; private init; }

    /// <summary>Gets when they are to be renewed; at once, when they were refused.</summary>
    public DateTimeOffset RenewFrom => IsRefused ? DateTimeOffset.MinValue : renewFrom;

    public bool IsFreshAt(DateTimeOffset now) => now < RenewFrom;

    public bool IsAcceptedAt(DateTimeOffset now) => !IsRefused && now < end;

    public IdentityCredentials Refused() => new(IdentityId, Credentials, renewFrom, end) { IsRefused = true };
}
