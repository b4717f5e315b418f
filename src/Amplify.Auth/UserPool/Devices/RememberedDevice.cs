using Amplify.Auth.UserPool.Srp;

namespace Amplify.Auth.UserPool.Devices;

/// <summary>What a device proves itself with, kept for one user of it.</summary>
internal sealed class RememberedDevice
{
    public required string DeviceKey { get; init; }

    public required string DeviceGroupKey { get; init; }

    public required string Password { get; init; }

    public SrpIdentity ToIdentity() => new(DeviceGroupKey, DeviceKey, Password);

    public override string ToString() => DeviceKey;
}
