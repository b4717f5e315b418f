using Amplify.Signing;

namespace Amplify.Auth.IdentityPool;

/// <summary>An identity and its credentials, with the time from which they are to be renewed.</summary>
internal sealed class IdentityCredentials(string identityId, AwsCredentials credentials, DateTimeOffset renewFrom)
{
    public string IdentityId { get; } = identityId;

    public AwsCredentials Credentials { get; } = credentials;

    /// <summary>Gets whether a service has refused the credentials, whatever their expiration says.</summary>
    public bool IsRefused { get; private init; }

    /// <summary>Gets when they are to be renewed; at once, when they were refused.</summary>
    public DateTimeOffset RenewFrom => IsRefused ? DateTimeOffset.MinValue : renewFrom;

    public bool IsFreshAt(DateTimeOffset now) => now < RenewFrom;

    public bool IsAcceptedAt(DateTimeOffset now) => !IsRefused && (Credentials.Expiration is not { } end || now < end);

    public IdentityCredentials Refused() => new(IdentityId, Credentials, renewFrom) { IsRefused = true };
}
