using Amplify.Auth.UserPool.Messages;

namespace Amplify.Auth.UserPool.Challenges;

/// <content>
/// Signing in right after a sign-up: a pool whose users choose how to sign in takes the confirmed code for a first factor. What it gave for that is
/// kept as the sign-in that is under way.
/// </content>
internal sealed partial class SignInFlow
{
    /// <summary>Keeps what the pool gave for a sign-in after this sign-up, if anything.</summary>
    public async Task KeepSignUpAsync(string username, string? session, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(session))
        {
            return;
        }

        await EnterAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            _state = SignInState.AfterSignUp(username, session);
            await store.KeepAsync(_state).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Gives what the pool gave when this user signed up, or <see langword="null"/> when there is nothing of that.</summary>
    public async Task<string?> FindSignUpAsync(string username, CancellationToken cancellationToken)
    {
        await EnterAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            SignInState? state = _state ?? await store.ReadAsync(cancellationToken).ConfigureAwait(false);
            return state?.IsAfterSignUp == true && state.Username == username ? state.Session : null;
        }
        finally
        {
            _gate.Release();
        }
    }

    public async Task<SignInStep> StartAfterSignUpAsync(CancellationToken cancellationToken)
    {
        await EnterAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            _state ??= await store.ReadAsync(cancellationToken).ConfigureAwait(false);
            if (_state is not { IsAfterSignUp: true } state)
            {
                throw new AmplifyAuthException(
                    "There is no sign-up that a sign-in could follow on by itself. Sign the user in with SignInAsync.", AmplifyAuthReason.NoSignInUnderWay);
            }

            AuthenticationMessages.InitiateAuthRequest request = FirstRequest.Create(client, state);
            AuthenticationMessages.AuthenticationAnswer answer = await client.CallAsync(UserPoolOperations.InitiateAuth, request, cancellationToken).ConfigureAwait(false);
            return await FollowAsync(state, answer, cancellationToken).ConfigureAwait(false);
        }
        catch (AmplifyAuthException e) when (!e.IsTransient && _state?.IsAfterSignUp == true)
        {
            _state = null;
            throw;
        }
        finally
        {
            await store.KeepAsync(_state).ConfigureAwait(false);
            _gate.Release();
        }
    }
}
