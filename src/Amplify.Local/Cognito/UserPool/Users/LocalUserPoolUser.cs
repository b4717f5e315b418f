using Amplify.Local.Cognito.UserPool.Users;

namespace Amplify.Local;

/// <summary>A user of the local user pool, as it was when asked for.</summary>
public sealed class LocalUserPoolUser
{
    private readonly PoolUser _user;

    internal LocalUserPoolUser(PoolUser user) => _user = user;

    /// <summary>Gets the user name.</summary>
    public string Username => _user.Username;

    /// <summary>Gets the id that never changes.</summary>
    public string UserSub => _user.Subject;

    /// <summary>Gets where the user stands.</summary>
    public LocalUserStatus Status => _user.Status;

    /// <summary>Gets whether the user may sign in.</summary>
    public bool IsEnabled => _user.IsEnabled;

    /// <summary>Gets the attributes, <c>sub</c> among them.</summary>
    public IReadOnlyDictionary<string, string> Attributes => _user.Attributes;

    /// <summary>Gets the groups.</summary>
    public IReadOnlyList<string> Groups => _user.Groups;

    /// <summary>Gets the second factors that the user has turned on.</summary>
    public IReadOnlyCollection<LocalMfaMethod> MfaMethods => _user.Mfa.Enabled;

    /// <summary>Gets the second factor that the user is asked for first.</summary>
    /// <value><see langword="null"/> when there is none.</value>
    public LocalMfaMethod? PreferredMfaMethod => _user.Mfa.Preferred;

    /// <summary>Gets the keys of the devices that the user has signed in on.</summary>
    public IReadOnlyList<string> DeviceKeys => [.. _user.Devices.Select(static device => device.Key)];
}
