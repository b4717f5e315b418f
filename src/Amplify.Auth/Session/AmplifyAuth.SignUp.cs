using Amplify.Auth.UserPool;
using Amplify.Auth.UserPool.Accounts;
using Amplify.Auth.UserPool.Messages;

namespace Amplify;

/// <content>Signing up.</content>
public sealed partial class AmplifyAuth
{
    /// <summary>Signs a new user up.</summary>
    /// <param name="username">The user name.</param>
    /// <param name="password">The password; none for a user without one, where the app client lets users choose how to sign in.</param>
    /// <param name="options">The user's attributes, and what else goes with them.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>What comes next.</returns>
    /// <exception cref="AmplifyAuthException">The pool refuses; see its <see cref="AmplifyAuthException.Reason"/>.</exception>
    /// <exception cref="AmplifyNetworkException">The service did not answer.</exception>
    /// <exception cref="AmplifyTimeoutException">The service did not answer in time.</exception>
    /// <exception cref="ArgumentException">The user name or the password is empty.</exception>
    public async Task<SignUpStep> SignUpAsync(
        string username, string? password = null, SignUpOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(username);
        RefuseEmpty(password);
        options ??= new SignUpOptions();
        UserPoolContext pool = Pool;
        var request = new AccountMessages.SignUpRequest
        {
            ClientId = pool.Settings.ClientId,
            Username = username,
            Password = password,
            SecretHash = pool.Client.SecretHashOf(username),
            UserAttributes = NamedValues.From(options.Attributes),
            ValidationData = NamedValues.From(options.ValidationData),
            ClientMetadata = MetadataOf(options.ClientMetadata),
        };
        AccountMessages.SignUpAnswer answer = await pool.Client.CallAsync(UserPoolOperations.SignUp, request, cancellationToken).ConfigureAwait(false);
        await pool.SignIn.KeepSignUpAsync(username, answer.Session, cancellationToken).ConfigureAwait(false);
        return answer.UserConfirmed
            ? new SignUpStep.Done(answer.UserSub) { CanAutoSignIn = answer.Session is { Length: > 0 } }
            : new SignUpStep.ConfirmSignUp(answer.UserSub, answer.CodeDeliveryDetails is { } sent ? CodeDelivery.From(sent) : null);
    }

    /// <summary>Confirms a sign-up.</summary>
    /// <param name="username">The user name.</param>
    /// <param name="code">The code that was sent.</param>
    /// <param name="forceAliasCreation">
    /// Whether the user takes an e-mail address or telephone number over from another account that has it as an alias. Otherwise that is refused as
    /// <see cref="AmplifyAuthReason.AliasExists"/>.
    /// </param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>What comes next: <see cref="SignUpStep.Done"/>.</returns>
    /// <exception cref="AmplifyAuthException">The pool refuses; see its <see cref="AmplifyAuthException.Reason"/>.</exception>
    /// <exception cref="AmplifyNetworkException">The service did not answer.</exception>
    /// <exception cref="AmplifyTimeoutException">The service did not answer in time.</exception>
    /// <exception cref="ArgumentException">The user name or the code is empty.</exception>
    public async Task<SignUpStep> ConfirmSignUpAsync(
        string username, string code, bool forceAliasCreation = false, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(username);
        ArgumentException.ThrowIfNullOrEmpty(code);
        UserPoolContext pool = Pool;
        var request = new AccountMessages.ConfirmSignUpRequest
        {
            ClientId = pool.Settings.ClientId,
            Username = username,
            ConfirmationCode = code,
            SecretHash = pool.Client.SecretHashOf(username),
            ForceAliasCreation = forceAliasCreation ? true : null,
            Session = await pool.SignIn.FindSignUpAsync(username, cancellationToken).ConfigureAwait(false),
        };
        AccountMessages.ConfirmSignUpAnswer answer = await pool.Client.CallAsync(UserPoolOperations.ConfirmSignUp, request, cancellationToken).ConfigureAwait(false);
        await pool.SignIn.KeepSignUpAsync(username, answer.Session, cancellationToken).ConfigureAwait(false);
        return new SignUpStep.Done(UserSub: null) { CanAutoSignIn = answer.Session is { Length: > 0 } };
    }

    /// <summary>
    /// Signs a user in who has just signed up and confirmed that, without a password or another code: see <see cref="SignUpStep.Done.CanAutoSignIn"/>.
    /// The app client must let users choose how to sign in.
    /// </summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns><see cref="SignInStep.Done"/>, or what has to be answered with <see cref="ConfirmSignInAsync(string, ConfirmSignInOptions?, CancellationToken)"/>.</returns>
    /// <exception cref="AmplifyAuthException">
    /// The pool refuses, or no sign-up came before that this could follow on: see its <see cref="AmplifyAuthException.Reason"/>.
    /// </exception>
    /// <exception cref="AmplifyNetworkException">The service did not answer.</exception>
    /// <exception cref="AmplifyTimeoutException">The service did not answer in time.</exception>
    public Task<SignInStep> AutoSignInAsync(CancellationToken cancellationToken = default) =>
        ReplaceFederatedAsync(Pool.SignIn.StartAfterSignUpAsync(cancellationToken));

    /// <summary>Has the code of a sign-up sent again.</summary>
    /// <param name="username">The user name.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Where the code was sent.</returns>
    /// <exception cref="AmplifyAuthException">The pool refuses; see its <see cref="AmplifyAuthException.Reason"/>.</exception>
    /// <exception cref="AmplifyNetworkException">The service did not answer.</exception>
    /// <exception cref="AmplifyTimeoutException">The service did not answer in time.</exception>
    /// <exception cref="ArgumentException">The user name is empty.</exception>
    public async Task<CodeDelivery> ResendSignUpCodeAsync(string username, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(username);
        AccountMessages.DeliveryAnswer answer = await Pool.Client.CallAsync(
            UserPoolOperations.ResendConfirmationCode, SendCode(username), cancellationToken).ConfigureAwait(false);
        return CodeDelivery.From(answer.CodeDeliveryDetails);
    }

    private static void RefuseEmpty(string? password)
    {
        if (password is { Length: 0 })
        {
            throw new ArgumentException("The password is empty. Give none at all for a user without one.", nameof(password));
        }
    }

    private static Dictionary<string, string>? MetadataOf(IDictionary<string, string> metadata) =>
        metadata.Count == 0 ? null : new Dictionary<string, string>(metadata);

    private AccountMessages.SendCodeRequest SendCode(string username) => new()
    {
        ClientId = Pool.Settings.ClientId,
        Username = username,
        SecretHash = Pool.Client.SecretHashOf(username),
    };
}
