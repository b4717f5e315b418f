using Amplify.Auth.UserPool;
using Amplify.Auth.UserPool.Accounts;
using Amplify.Auth.UserPool.Messages;

namespace Amplify;

/// <content>The account of the user who is signed in.</content>
public sealed partial class AmplifyAuth
{
    /// <summary>Gets the user's attributes, as the pool has them now.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The attributes that the app client may read, by name; <c>email_verified</c> and the like are <c>true</c> or <c>false</c> as text.</returns>
    /// <exception cref="AmplifyAuthException">Nobody is signed in, or the pool refuses; see its <see cref="AmplifyAuthException.Reason"/>.</exception>
    /// <exception cref="AmplifyNetworkException">The service did not answer.</exception>
    /// <exception cref="AmplifyTimeoutException">The service did not answer in time.</exception>
    public async Task<IReadOnlyDictionary<string, string>> GetUserAttributesAsync(CancellationToken cancellationToken = default)
    {
        UserMessages.UserAnswer answer = await GetUserAsync(cancellationToken).ConfigureAwait(false);
        return NamedValues.ToDictionary(answer.UserAttributes);
    }

    /// <summary>Changes attributes of the user.</summary>
    /// <param name="attributes">The attributes to change, by name; others stay as they are.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Where codes were sent to verify what was changed, such as a new e-mail address: see <see cref="ConfirmUserAttributeAsync"/>.</returns>
    /// <exception cref="AmplifyAuthException">Nobody is signed in, or the pool refuses; see its <see cref="AmplifyAuthException.Reason"/>.</exception>
    /// <exception cref="AmplifyNetworkException">The service did not answer.</exception>
    /// <exception cref="AmplifyTimeoutException">The service did not answer in time.</exception>
    public async Task<IReadOnlyList<CodeDelivery>> UpdateUserAttributesAsync(
        IReadOnlyDictionary<string, string> attributes, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(attributes);
        UserMessages.DeliveriesAnswer answer = await Pool.CallAsUserAsync(
            UserPoolOperations.UpdateUserAttributes,
            token => new() { AccessToken = token, UserAttributes = NamedValues.From(attributes) ?? [] },
            cancellationToken).ConfigureAwait(false);
        return [.. (answer.CodeDeliveryDetailsList ?? []).Select(CodeDelivery.From)];
    }

    /// <summary>Has a code sent to verify an e-mail address or a telephone number.</summary>
    /// <param name="name">The attribute: <c>email</c> or <c>phone_number</c>.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Where the code was sent.</returns>
    /// <exception cref="AmplifyAuthException">Nobody is signed in, or the pool refuses; see its <see cref="AmplifyAuthException.Reason"/>.</exception>
    /// <exception cref="AmplifyNetworkException">The service did not answer.</exception>
    /// <exception cref="AmplifyTimeoutException">The service did not answer in time.</exception>
    public async Task<CodeDelivery> SendUserAttributeCodeAsync(string name, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        AccountMessages.DeliveryAnswer answer = await Pool.CallAsUserAsync(
            UserPoolOperations.GetUserAttributeVerificationCode,
            token => new() { AccessToken = token, AttributeName = name },
            cancellationToken).ConfigureAwait(false);
        return CodeDelivery.From(answer.CodeDeliveryDetails);
    }

    /// <summary>Verifies an e-mail address or a telephone number.</summary>
    /// <param name="name">The attribute: <c>email</c> or <c>phone_number</c>.</param>
    /// <param name="code">The code that was sent.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that completes when the attribute is verified.</returns>
    /// <exception cref="AmplifyAuthException">Nobody is signed in, or the pool refuses; see its <see cref="AmplifyAuthException.Reason"/>.</exception>
    /// <exception cref="AmplifyNetworkException">The service did not answer.</exception>
    /// <exception cref="AmplifyTimeoutException">The service did not answer in time.</exception>
    public async Task ConfirmUserAttributeAsync(string name, string code, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentException.ThrowIfNullOrEmpty(code);
        await Pool.CallAsUserAsync(
            UserPoolOperations.VerifyUserAttribute,
            token => new() { AccessToken = token, AttributeName = name, Code = code },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Removes attributes of the user.</summary>
    /// <param name="names">Their names.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that completes when they are gone.</returns>
    /// <exception cref="AmplifyAuthException">Nobody is signed in, or the pool refuses; see its <see cref="AmplifyAuthException.Reason"/>.</exception>
    /// <exception cref="AmplifyNetworkException">The service did not answer.</exception>
    /// <exception cref="AmplifyTimeoutException">The service did not answer in time.</exception>
    public async Task DeleteUserAttributesAsync(IReadOnlyList<string> names, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(names);
        await Pool.CallAsUserAsync(
            UserPoolOperations.DeleteUserAttributes, token => new() { AccessToken = token, UserAttributeNames = names }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Deletes the user's account, and signs the user out.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that completes when the account is gone.</returns>
    /// <exception cref="AmplifyAuthException">Nobody is signed in, or the pool refuses; see its <see cref="AmplifyAuthException.Reason"/>.</exception>
    /// <exception cref="AmplifyNetworkException">The service did not answer.</exception>
    /// <exception cref="AmplifyTimeoutException">The service did not answer in time.</exception>
    public async Task DeleteUserAsync(CancellationToken cancellationToken = default)
    {
        UserPoolContext pool = Pool;
        await pool.CallAsUserAsync(UserPoolOperations.DeleteUser, token => new() { AccessToken = token }, cancellationToken).ConfigureAwait(false);
        if (await pool.Session.SignOutAsync().ConfigureAwait(false) is { } user)
        {
            pool.Forget(user);
            await ForgetIdentityAsync().ConfigureAwait(false);
        }
    }

    private Task<UserMessages.UserAnswer> GetUserAsync(CancellationToken cancellationToken) =>
        Pool.CallAsUserAsync(UserPoolOperations.GetUser, token => new() { AccessToken = token }, cancellationToken);
}
