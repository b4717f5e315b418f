using Amplify.Auth.IdentityPool;
using Amplify.Auth.UserPool;
using Amplify.Signing;

namespace Amplify.Auth.Session;

/// <summary>A session that was put together and the parts that it was put together of: as long as those are current, so is it.</summary>
internal sealed class SessionSnapshot(
    IdentityPoolCredentialsProvider? identityPool, UserPoolContext? userPool, IdentityCredentials? identity, UserSession? user, Task<AuthSession> session)
{
    public Task<AuthSession> Session => session;

    public bool IsCurrent(IAwsCredentialsProvider? credentials, UserPoolContext? pool) =>
        ReferenceEquals(credentials, identityPool)
        && ReferenceEquals(pool, userPool)
        && identityPool?.IsCurrent(identity) != false
        && userPool?.Session.IsCurrent(user) != false;
}
