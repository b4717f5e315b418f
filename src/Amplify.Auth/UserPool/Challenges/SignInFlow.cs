using Amplify.Auth.Diagnostics;
using Amplify.Auth.Session;
using Amplify.Auth.UserPool.Devices;
using Amplify.Auth.UserPool.Messages;
using Amplify.Auth.UserPool.Srp;
using Microsoft.Extensions.Logging;

namespace Amplify.Auth.UserPool.Challenges;

/// <summary>
/// Signs a user in, from the first request to the tokens. What takes the user's answer is kept in between; a step whose answer was lost with the
/// network can be answered again, as far as the pool allows.
/// </summary>
internal sealed partial class SignInFlow(
    UserPoolClient client,
    ChallengeResponder responder,
    UserPoolSession session,
    SignInStore store,
    DeviceStore devices,
    DeviceRegistration registration,
    TimeProvider timeProvider,
    ILogger logger)
    : IDisposable
{
    // Not disposed of: who waits for it would wait for ever.
    private readonly SemaphoreSlim _gate = new(1, 1);
    private SignInState? _state;
    private volatile bool _isDisposed;

    public async Task<SignInStep> StartAsync(string username, string? password, SignInOptions options, CancellationToken cancellationToken)
    {
        await EnterAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            _state = null;
            RememberedDevice? device = await devices.FindAsync(username, cancellationToken).ConfigureAwait(false);
            SignInState state = CreateState(username, password, options, device);
            try
            {
                return await BeginAsync(state, cancellationToken).ConfigureAwait(false);
            }
            catch (AmplifyAuthException e) when (IsDeviceGone(state, e))
            {
                await ForgetDeviceAsync(username, state, cancellationToken).ConfigureAwait(false);
                return await BeginAsync(CreateState(username, password, options, device: null), cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            await store.KeepAsync(_state).ConfigureAwait(false);
            _gate.Release();
        }
    }

    public async Task<SignInStep> ConfirmAsync(string answer, ConfirmSignInOptions options, CancellationToken cancellationToken)
    {
        await EnterAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            _state ??= await RestoreAsync(cancellationToken).ConfigureAwait(false);
            if (_state is not { IsAfterSignUp: false } state)
            {
                throw new AmplifyAuthException("There is no sign-in under way to go on with. Begin one with SignInAsync.", AmplifyAuthReason.NoSignInUnderWay);
            }

            try
            {
                return await AnswerAsync(state, answer, options, cancellationToken).ConfigureAwait(false);
            }
            catch (AmplifyAuthException e) when (IsDeviceGone(state, e))
            {
                _state = null;
                await ForgetDeviceAsync(state.Username, state, cancellationToken).ConfigureAwait(false);
                throw new AmplifyAuthException("The user pool does not know this device any more. It was forgotten; sign in again.", AmplifyAuthReason.DeviceNotFound, e);
            }
            catch (AmplifyAuthException e) when (e.ErrorType == "NotAuthorizedException")
            {
                _state = null;
                throw;
            }
        }
        finally
        {
            await store.KeepAsync(_state).ConfigureAwait(false);
            _gate.Release();
        }
    }

    public void Dispose() => _isDisposed = true;

    private async Task EnterAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        if (_isDisposed)
        {
            _gate.Release();
            throw new ObjectDisposedException(typeof(AmplifyAuth).FullName);
        }
    }

    private static SignInState CreateState(string username, string? password, SignInOptions options, RememberedDevice? device) => new()
    {
        Options = options,
        Username = username,
        Password = password,
        Metadata = options.ClientMetadata.Count == 0 ? null : new Dictionary<string, string>(options.ClientMetadata),
        Device = device,
    };

    private async Task<SignInState?> RestoreAsync(CancellationToken cancellationToken)
    {
        SignInState? state = await store.ReadAsync(cancellationToken).ConfigureAwait(false);
        state?.Device = await devices.FindAsync(state.Username, cancellationToken).ConfigureAwait(false);
        return state;
    }

    private static bool IsDeviceGone(SignInState state, AmplifyAuthException failure) => state.Device is not null
        && (failure.Reason == AmplifyAuthReason.DeviceNotFound
            || (failure.ErrorType == "NotAuthorizedException" && state.Challenge is ChallengeName.DeviceSrp or ChallengeName.DevicePasswordVerifier));

    private async Task<SignInStep> BeginAsync(SignInState state, CancellationToken cancellationToken)
    {
        bool prefersSrp = state is { Options: { Method: SignInMethod.Choice, PreferredFirstFactor: FirstFactor.PasswordSrp }, Password: not null };
        if (state.Options.Method is SignInMethod.Srp or SignInMethod.CustomAfterSrp || prefersSrp)
        {
            state.Exchange = await SrpExchange.StartAsync().ConfigureAwait(false);
        }

        AuthenticationMessages.InitiateAuthRequest request = FirstRequest.Create(client, state);
        AuthenticationMessages.AuthenticationAnswer answer = await client.CallAsync(UserPoolOperations.InitiateAuth, request, cancellationToken).ConfigureAwait(false);
        return await FollowAsync(state, answer, cancellationToken).ConfigureAwait(false);
    }

    private async Task<SignInStep> AnswerAsync(SignInState state, string answer, ConfirmSignInOptions options, CancellationToken cancellationToken)
    {
        if (options.ClientMetadata.Count > 0)
        {
            state.Metadata = new Dictionary<string, string>(options.ClientMetadata);
        }

        if (state is { Challenge: ChallengeName.SelectChallenge, Chosen: null })
        {
            FirstFactor choice = FirstFactors.Find(answer) is { } known && state.Available.Contains(known)
                ? known
                : throw new ArgumentException("The answer is none of the first factors that can be chosen.", nameof(answer));
            state.Chosen = choice is FirstFactor.Password or FirstFactor.PasswordSrp ? choice : null;
            if (state is { Chosen: not null, Password: null })
            {
                return new SignInStep.Password();
            }
        }
        else if (state.TakesPassword)
        {
            state.Password = answer;
        }

        // The network was lost after the user's answer had been taken: what follows needs none.
        AuthenticationMessages.AuthenticationAnswer? next = await responder.AnswerItselfAsync(state, cancellationToken).ConfigureAwait(false);
        if (next is null && state is { Challenge: ChallengeName.MfaSetup, IsSetupVerified: false })
        {
            if (state.Setup is null)
            {
                return await responder.BeginSetupAsync(state, MfaTypes.Find(answer), cancellationToken).ConfigureAwait(false);
            }

            if (state.Setup == MfaType.Totp)
            {
                await responder.VerifySetupAsync(state, answer, options.DeviceName, cancellationToken).ConfigureAwait(false);
            }
        }

        next ??= await responder.RespondAsync(state, ChallengeAnswers.Create(state, answer, options), cancellationToken).ConfigureAwait(false);
        return await FollowAsync(state, next, cancellationToken).ConfigureAwait(false);
    }

    private async Task<SignInStep> FollowAsync(SignInState state, AuthenticationMessages.AuthenticationAnswer answer, CancellationToken cancellationToken)
    {
        AuthenticationMessages.AuthenticationAnswer? next = answer;
        while (next.AuthenticationResult is null)
        {
            state.Advance(next);
            next = await responder.AnswerItselfAsync(state, cancellationToken).ConfigureAwait(false);
            if (next is null)
            {
                SignInStep step = await responder.StepOfAsync(state, cancellationToken).ConfigureAwait(false);
                _state = state;
                return step;
            }
        }

        return await CompleteAsync(state, next, cancellationToken).ConfigureAwait(false);
    }

    private async Task<SignInStep> CompleteAsync(SignInState state, AuthenticationMessages.AuthenticationAnswer answer, CancellationToken cancellationToken)
    {
        AuthTokens tokens = AuthenticationResult.Read(client, answer);
        string? deviceKey = answer.AuthenticationResult!.NewDeviceMetadata?.DeviceKey ?? state.Device?.DeviceKey;
        UserSession signedIn = UserSession.Begin(tokens, deviceKey, timeProvider.GetUtcNow());
        await registration.RememberAsync(signedIn, answer.AuthenticationResult.NewDeviceMetadata, cancellationToken).ConfigureAwait(false);
        await session.SignInAsync(signedIn).ConfigureAwait(false);
        _state = null;
        return new SignInStep.Done(signedIn.Username, signedIn.UserSub);
    }

    private async Task ForgetDeviceAsync(string username, SignInState state, CancellationToken cancellationToken)
    {
        logger.DeviceForgotten();
        await devices.RemoveAsync(username, cancellationToken).ConfigureAwait(false);
        await devices.RemoveAsync(state.Username, cancellationToken).ConfigureAwait(false);
    }
}
