using Amplify.Local.Cognito.UserPool.Users;
using Amplify.Local.Hosting;

namespace Amplify.Local.Cognito.UserPool.Devices;

/// <summary>The devices that users sign in on, where the pool tracks them.</summary>
internal sealed class DeviceRegistry(LocalDeviceTracking tracking, string region, string groupKey, UserPoolDirectory users, ServerClock clock)
{
    // A device that no client has confirmed for so long never will be.
    private static readonly TimeSpan TimeToConfirm = TimeSpan.FromDays(1);

    public bool IsOn => tracking != LocalDeviceTracking.Off;

    public bool IsOptIn => tracking == LocalDeviceTracking.OptIn;

    /// <summary>Gives the device that a client says it is; <see langword="null"/> when it says nothing.</summary>
    /// <exception cref="CognitoException">The user has no such device, or it was never confirmed.</exception>
    public TrackedDevice? Known(PoolUser user, string? key)
    {
        if (!IsOn || key is null)
        {
            return null;
        }

        return user.Device(key) is { Password: not null } device ? device : throw UserPoolErrors.DeviceNotFound();
    }

    /// <summary>Notes a sign-in on a device, or gives the client a new device that it may confirm.</summary>
    public TrackedDevice? Touch(PoolUser user, TrackedDevice? device, string sourceAddress)
    {
        if (!IsOn)
        {
            return null;
        }

        DateTimeOffset now = clock.UtcNow;
        TrackedDevice touched = (device ?? New(now)) with { LastAuthenticated = now, LastAddress = sourceAddress };
        users.Change(user.Username, current => current with
        {
            Devices = current.WithDevice(touched).Devices.RemoveAll(other => other.Password is null && other.Created + TimeToConfirm < now),
        });
        return touched;
    }

    private TrackedDevice New(DateTimeOffset now) => new()
    {
        Key = $"{region}_{Guid.NewGuid()}",
        GroupKey = groupKey,
        Created = now,
        Modified = now,
        LastAuthenticated = now,
    };
}
