using Amplify.Auth.Diagnostics;
using Amplify.Auth.Session;
using Amplify.Auth.UserPool.Messages;
using Microsoft.Extensions.Logging;

namespace Amplify.Auth.UserPool.Devices;

/// <summary>Makes a new device known to a pool that tracks devices.</summary>
internal sealed class DeviceRegistration(UserPoolClient client, DeviceStore devices, ILogger logger)
{
    /// <summary>Agrees with the pool on a password of the device's own. A failure does not keep the user from signing in.</summary>
    /// <param name="session">The user's session, which is not the current one yet.</param>
    /// <param name="offered">What the pool calls the device, if it wants to know it.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task RememberAsync(UserSession session, AuthenticationMessages.DevicePart? offered, CancellationToken cancellationToken)
    {
        if (offered is not { DeviceKey: { Length: > 0 } key, DeviceGroupKey: { Length: > 0 } group })
        {
            return;
        }

        try
        {
            var device = new RememberedDevice { DeviceKey = key, DeviceGroupKey = group, Password = DeviceVerifier.CreatePassword() };
            DeviceVerifier verifier = await DeviceVerifier.CreateAsync(device).ConfigureAwait(false);
            var request = new DeviceMessages.ConfirmDeviceRequest
            {
                AccessToken = session.Tokens.AccessToken.Value,
                DeviceKey = key,
                DeviceName = Environment.MachineName,
                DeviceSecretVerifierConfig = new() { PasswordVerifier = verifier.PasswordVerifier, Salt = verifier.Salt },
            };
            await client.CallAsync(UserPoolOperations.ConfirmDevice, request, cancellationToken).ConfigureAwait(false);
            await devices.SetAsync(session.Username, device, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not (OperationCanceledException or ObjectDisposedException))
        {
            logger.DeviceNotRemembered(e.GetType().Name);
        }
    }
}
