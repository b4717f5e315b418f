using Amplify.Auth.IdentityPool;
using Amplify.Auth.UserPool;
using Amplify.Signing;

namespace Amplify.Auth.Session;

/// <summary>
/// A session that was put together and the parts that it was put together of: as long as those are at hand and fresh, so is it. Asking takes one look
/// at the clock, which is most of what it costs.
/// </summary>
internal sealed class SessionSnapshot
{
    private readonly IdentityPoolCredentialsProvider? _identityPool;
    private readonly IdentityCredentials? _identity;
    private readonly UserPoolContext? _userPool;
    private readonly UserSession? _user;
    private readonly TimeProvider _timeProvider;
    private readonly DateTimeOffset _renewFrom;

    public SessionSnapshot(IdentityPoolCredentialsProvider? identityPool, UserPoolContext? userPool, IdentityCredentials? identity, UserSession? user)
    {
        _identityPool = identityPool;
        _userPool = userPool;
        _identity = identity;
        _user = user;
        _timeProvider = identityPool?.TimeProvider ?? userPool?.TimeProvider ?? TimeProvider.System;
        DateTimeOffset identityEnd = identity?.RenewFrom ?? DateTimeOffset.MaxValue;
        DateTimeOffset userEnd = user?.RenewFrom ?? DateTimeOffset.MaxValue;
        _renewFrom = identityEnd < userEnd ? identityEnd : userEnd;
        Session = Task.FromResult(new AuthSession(identity?.IdentityId, identity?.Credentials, user));
    }

    public Task<AuthSession> Session { get; }

    public bool IsCurrent(IAwsCredentialsProvider? credentials, UserPoolContext? userPool) =>
        ReferenceEquals(credentials, _identityPool)
        && ReferenceEquals(userPool, _userPool)
        && _identityPool?.IsAtHand(_identity) != false
        && _userPool?.Session.IsAtHand(_user) != false
        && _timeProvider.GetUtcNow() < _renewFrom;
}
