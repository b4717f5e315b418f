using Amplify.Auth.UserPool;
using Amplify.Auth.UserPool.Challenges;
using Amplify.Auth.UserPool.Messages;

namespace Amplify;

/// <content>Second factors of the user who is signed in.</content>
public sealed partial class AmplifyAuth
{
    /// <summary>Begins to set up an authenticator app.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The secret to show the user; go on with <see cref="VerifyTotpSetupAsync"/>.</returns>
    /// <exception cref="AmplifyAuthException">Nobody is signed in, or the pool refuses; see its <see cref="AmplifyAuthException.Reason"/>.</exception>
    /// <exception cref="AmplifyNetworkException">The service did not answer.</exception>
    /// <exception cref="AmplifyTimeoutException">The service did not answer in time.</exception>
    public async Task<TotpSetup> SetUpTotpAsync(CancellationToken cancellationToken = default)
    {
        UserPoolContext pool = Pool;
        MfaMessages.AssociateAnswer answer = await pool.CallAsUserAsync(
            UserPoolOperations.AssociateSoftwareToken, token => new() { AccessToken = token }, cancellationToken).ConfigureAwait(false);
        return TotpEnrollment.Read(pool.Client, answer);
    }

    /// <summary>Ends the set-up of an authenticator app. To have it asked for, see <see cref="UpdateMfaPreferenceAsync"/>.</summary>
    /// <param name="code">The code that the app shows.</param>
    /// <param name="deviceName">What the user calls the app.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that completes when the app is set up.</returns>
    /// <exception cref="AmplifyAuthException">Nobody is signed in, or the pool refuses; see its <see cref="AmplifyAuthException.Reason"/>.</exception>
    /// <exception cref="AmplifyNetworkException">The service did not answer.</exception>
    /// <exception cref="AmplifyTimeoutException">The service did not answer in time.</exception>
    public async Task VerifyTotpSetupAsync(string code, string? deviceName = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(code);
        MfaMessages.VerifyAnswer answer = await Pool.CallAsUserAsync(
            UserPoolOperations.VerifySoftwareToken,
            token => new() { AccessToken = token, UserCode = code, FriendlyDeviceName = deviceName },
            cancellationToken).ConfigureAwait(false);
        TotpEnrollment.Check(answer);
    }

    /// <summary>Gets which second factors the user has.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The factors.</returns>
    /// <exception cref="AmplifyAuthException">Nobody is signed in, or the pool refuses; see its <see cref="AmplifyAuthException.Reason"/>.</exception>
    /// <exception cref="AmplifyNetworkException">The service did not answer.</exception>
    /// <exception cref="AmplifyTimeoutException">The service did not answer in time.</exception>
    public async Task<MfaPreference> GetMfaPreferenceAsync(CancellationToken cancellationToken = default)
    {
        UserMessages.UserAnswer answer = await GetUserAsync(cancellationToken).ConfigureAwait(false);
        return new MfaPreference(MfaTypes.KnownOf(answer.UserMFASettingList), MfaTypes.Find(answer.PreferredMfaSetting));
    }

    /// <summary>Sets which second factors are asked for.</summary>
    /// <param name="settings">What each factor is to be; those that are not in it stay as they are.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that completes when it is so.</returns>
    /// <exception cref="AmplifyAuthException">Nobody is signed in, or the pool refuses; see its <see cref="AmplifyAuthException.Reason"/>.</exception>
    /// <exception cref="AmplifyNetworkException">The service did not answer.</exception>
    /// <exception cref="AmplifyTimeoutException">The service did not answer in time.</exception>
    public async Task UpdateMfaPreferenceAsync(IReadOnlyDictionary<MfaType, MfaSetting> settings, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(settings);
        await Pool.CallAsUserAsync(
            UserPoolOperations.SetUserMfaPreference,
            token => new()
            {
                AccessToken = token,
                SMSMfaSettings = SettingOf(settings, MfaType.Sms),
                SoftwareTokenMfaSettings = SettingOf(settings, MfaType.Totp),
                EmailMfaSettings = SettingOf(settings, MfaType.Email),
            },
            cancellationToken).ConfigureAwait(false);
    }

    private static MfaMessages.SettingPart? SettingOf(IReadOnlyDictionary<MfaType, MfaSetting> settings, MfaType type) =>
        settings.TryGetValue(type, out MfaSetting setting)
            ? new MfaMessages.SettingPart { Enabled = setting != MfaSetting.Disabled, PreferredMfa = setting == MfaSetting.Preferred }
            : null;
}
