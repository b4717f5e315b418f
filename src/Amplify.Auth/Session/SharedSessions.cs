using Amplify.Auth.IdentityPool;

namespace Amplify.Auth.Session;

/// <summary>What clients of a process that act for the same users have in common, such as those of the visitors' requests.</summary>
internal sealed class SharedSessions(TimeProvider timeProvider)
{
    public SharedRenewals Renewals { get; } = new(timeProvider);

    public SharedCredentials Credentials { get; } = new(timeProvider);
}
