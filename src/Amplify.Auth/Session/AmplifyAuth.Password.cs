using Amplify.Auth.UserPool;
using Amplify.Auth.UserPool.Messages;

namespace Amplify;

/// <content>Passwords.</content>
public sealed partial class AmplifyAuth
{
    /// <summary>Has a code sent to a user who has forgotten the password.</summary>
    /// <param name="username">The user name.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>What comes next: <see cref="ResetPasswordStep.ConfirmWithCode"/>.</returns>
    /// <exception cref="AmplifyAuthException">The pool refuses; see its <see cref="AmplifyAuthException.Reason"/>.</exception>
    /// <exception cref="AmplifyNetworkException">The service did not answer.</exception>
    /// <exception cref="AmplifyTimeoutException">The service did not answer in time.</exception>
    /// <exception cref="ArgumentException">The user name is empty.</exception>
    public async Task<ResetPasswordStep> ResetPasswordAsync(string username, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(username);
        AccountMessages.DeliveryAnswer answer = await Pool.Client.CallAsync(
            UserPoolOperations.ForgotPassword, SendCode(username), cancellationToken).ConfigureAwait(false);
        return new ResetPasswordStep.ConfirmWithCode(CodeDelivery.From(answer.CodeDeliveryDetails));
    }

    /// <summary>Sets a new password in place of a forgotten one.</summary>
    /// <param name="username">The user name.</param>
    /// <param name="newPassword">The new password.</param>
    /// <param name="code">The code that was sent.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>What comes next: <see cref="ResetPasswordStep.Done"/>.</returns>
    /// <exception cref="AmplifyAuthException">The pool refuses; see its <see cref="AmplifyAuthException.Reason"/>.</exception>
    /// <exception cref="AmplifyNetworkException">The service did not answer.</exception>
    /// <exception cref="AmplifyTimeoutException">The service did not answer in time.</exception>
    /// <exception cref="ArgumentException">The user name, the password or the code is empty.</exception>
    public async Task<ResetPasswordStep> ConfirmResetPasswordAsync(
        string username, string newPassword, string code, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(username);
        ArgumentException.ThrowIfNullOrEmpty(newPassword);
        ArgumentException.ThrowIfNullOrEmpty(code);
        UserPoolContext pool = Pool;
        var request = new AccountMessages.ConfirmForgotPasswordRequest
        {
            ClientId = pool.Settings.ClientId,
            Username = username,
            Password = newPassword,
            ConfirmationCode = code,
            SecretHash = pool.Client.SecretHashOf(username),
        };
        await pool.Client.CallAsync(UserPoolOperations.ConfirmForgotPassword, request, cancellationToken).ConfigureAwait(false);
        return new ResetPasswordStep.Done();
    }

    /// <summary>Changes the password of the user who is signed in.</summary>
    /// <param name="oldPassword">The password that the user has.</param>
    /// <param name="newPassword">The new one.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that completes when the password is changed.</returns>
    /// <exception cref="AmplifyAuthException">Nobody is signed in, or the pool refuses; see its <see cref="AmplifyAuthException.Reason"/>.</exception>
    /// <exception cref="AmplifyNetworkException">The service did not answer.</exception>
    /// <exception cref="AmplifyTimeoutException">The service did not answer in time.</exception>
    /// <exception cref="ArgumentException">A password is empty.</exception>
    public async Task ChangePasswordAsync(string oldPassword, string newPassword, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(oldPassword);
        ArgumentException.ThrowIfNullOrEmpty(newPassword);
        await Pool.CallAsUserAsync(
            UserPoolOperations.ChangePassword,
            token => new() { AccessToken = token, PreviousPassword = oldPassword, ProposedPassword = newPassword },
            cancellationToken).ConfigureAwait(false);
    }
}
