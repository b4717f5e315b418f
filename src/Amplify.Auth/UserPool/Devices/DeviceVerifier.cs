using System.Numerics;
using System.Security.Cryptography;
using Amplify.Auth.UserPool.Srp;

namespace Amplify.Auth.UserPool.Devices;

/// <summary>What a pool keeps to recognize a device by, made of a password that only the device keeps.</summary>
/// <param name="Salt">The salt, in base 64.</param>
/// <param name="PasswordVerifier">The verifier, in base 64.</param>
internal sealed record DeviceVerifier(string Salt, string PasswordVerifier)
{
    private const int PasswordLength = 40;
    private const int SaltLength = 16;

    public static string CreatePassword() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(PasswordLength));

    public static async Task<DeviceVerifier> CreateAsync(RememberedDevice device)
    {
        var salt = new BigInteger(RandomNumberGenerator.GetBytes(SaltLength), isUnsigned: true, isBigEndian: true);
        await SrpGroup.YieldAsync();
        BigInteger verifier = SrpGroup.Power(SrpGroup.Generator, device.ToIdentity().SecretOf(salt));
        return new DeviceVerifier(Convert.ToBase64String(SrpGroup.Pad(salt)), Convert.ToBase64String(SrpGroup.Pad(verifier)));
    }

    public override string ToString() => nameof(DeviceVerifier);
}
