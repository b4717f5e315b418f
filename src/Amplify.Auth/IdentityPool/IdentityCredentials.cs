using Amplify.Signing;

namespace Amplify.Auth.IdentityPool;

/// <summary>An identity and its credentials, with the time from which they are to be renewed.</summary>
internal sealed class IdentityCredentials(string identityId, AwsCredentials credentials, DateTimeOffset renewFrom)
{
    public string IdentityId { get; } = identityId;

    public AwsCredentials Credentials { get; } = credentials;

    public bool IsFreshAt(DateTimeOffset now) => now < renewFrom;

    public bool IsAcceptedAt(DateTimeOffset now) => Credentials.Expiration is not { } end || now < end;
}
