using Amplify.Auth.Session;
using Amplify.Auth.UserPool;
using Amplify.Auth.UserPool.Messages;

namespace Amplify;

/// <content>Devices of the user who is signed in.</content>
public sealed partial class AmplifyAuth
{
    private const int DevicesPerPage = 60;

    /// <summary>Gets the devices that the user has signed in on.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The devices.</returns>
    /// <exception cref="AmplifyAuthException">Nobody is signed in, or the pool refuses; see its <see cref="AmplifyAuthException.Reason"/>.</exception>
    /// <exception cref="AmplifyNetworkException">The service did not answer.</exception>
    /// <exception cref="AmplifyTimeoutException">The service did not answer in time.</exception>
    public async Task<IReadOnlyList<AuthDevice>> ListDevicesAsync(CancellationToken cancellationToken = default)
    {
        UserPoolContext pool = Pool;
        List<AuthDevice> devices = [];
        string? page = null;
        do
        {
            string? from = page;
            DeviceMessages.DevicesAnswer answer = await pool.CallAsUserAsync(
                UserPoolOperations.ListDevices,
                token => new() { AccessToken = token, Limit = DevicesPerPage, PaginationToken = from },
                cancellationToken).ConfigureAwait(false);
            devices.AddRange((answer.Devices ?? []).Select(AuthDevice.From));
            page = answer.PaginationToken;
        }
        while (!string.IsNullOrEmpty(page));

        return devices;
    }

    /// <summary>Has the pool remember this device, so that it asks for no second factor on it; for a pool whose users may choose.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that completes when it is remembered.</returns>
    /// <exception cref="AmplifyAuthException">Nobody is signed in, or the pool refuses; see its <see cref="AmplifyAuthException.Reason"/>.</exception>
    /// <exception cref="AmplifyNetworkException">The service did not answer.</exception>
    /// <exception cref="AmplifyTimeoutException">The service did not answer in time.</exception>
    public async Task RememberDeviceAsync(CancellationToken cancellationToken = default)
    {
        UserPoolContext pool = Pool;
        string device = await ThisDeviceAsync(pool, cancellationToken).ConfigureAwait(false);
        await pool.CallAsUserAsync(
            UserPoolOperations.UpdateDeviceStatus,
            token => new() { AccessToken = token, DeviceKey = device, DeviceRememberedStatus = "remembered" },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Has the pool forget a device.</summary>
    /// <param name="deviceKey">What the pool calls it; this device by default, which is then forgotten here too.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that completes when it is forgotten.</returns>
    /// <exception cref="AmplifyAuthException">Nobody is signed in, or the pool refuses; see its <see cref="AmplifyAuthException.Reason"/>.</exception>
    /// <exception cref="AmplifyNetworkException">The service did not answer.</exception>
    /// <exception cref="AmplifyTimeoutException">The service did not answer in time.</exception>
    public async Task ForgetDeviceAsync(string? deviceKey = null, CancellationToken cancellationToken = default)
    {
        UserPoolContext pool = Pool;
        UserSession? user = await pool.Session.GetAsync(forceRefresh: false, cancellationToken).ConfigureAwait(false);
        string device = deviceKey ?? await ThisDeviceAsync(pool, cancellationToken).ConfigureAwait(false);
        await pool.CallAsUserAsync(
            UserPoolOperations.ForgetDevice, token => new() { AccessToken = token, DeviceKey = device }, cancellationToken).ConfigureAwait(false);
        if (user?.DeviceKey == device)
        {
            await pool.Devices.RemoveAsync(user.Username, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<string> ThisDeviceAsync(UserPoolContext pool, CancellationToken cancellationToken)
    {
        UserSession user = await pool.Session.GetAsync(forceRefresh: false, cancellationToken).ConfigureAwait(false)
            ?? throw new AmplifyAuthException("Nobody is signed in, so there is no device of the user's. Sign the user in first.", AmplifyAuthReason.SignInRequired);
        return user.DeviceKey ?? throw new AmplifyAuthException(
            "The user pool does not know this device: it tracked no devices when the user signed in.", AmplifyAuthReason.DeviceNotFound);
    }
}
