using Amplify.Local;
using Amplify.Testing;
using Amplify.Tests.Realtime;
using Microsoft.Extensions.Time.Testing;

namespace Amplify.Tests.SignIn;

/// <summary>
/// The network is lost at each request of a sign-in in turn, before the pool has seen it and after: the person tries again, at the step at hand or
/// from the start where the error says so, and is signed in.
/// </summary>
public sealed class LostRequestTests : IAsyncLifetime
{
    private const string Password = "Tr0ub4dor&3";
    private const string NewPassword = "C0rrect-horse";

    // More than any sign-in here takes.
    private const int MostTries = 8;

    private readonly SkippingTime _time = new(skips: false);
    private LocalBackend _backend = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _backend.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Password_EachRequestLost_IsTriedAgain(bool isAnswer) => LoseEachAsync(
        new() { Mfa = LocalMfaMode.Off }, isAnswer, requests: 2, AddUserAsync);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task SmsCode_EachRequestLost_IsTriedAgain(bool isAnswer) => LoseEachAsync(
        new() { Mfa = LocalMfaMode.Required, MfaMethods = [LocalMfaMethod.Sms] }, isAnswer, requests: 3, AddUserWithTelephoneAsync);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task ChosenFactor_EachRequestLost_IsTriedAgain(bool isAnswer) => LoseEachAsync(
        new() { Mfa = LocalMfaMode.Optional, MfaMethods = [LocalMfaMethod.Sms, LocalMfaMethod.Email] }, isAnswer, requests: 4, AddUserWithTwoFactorsAsync);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task AuthenticatorApp_SetUpInTheSignIn_EachRequestLost_IsTriedAgain(bool isAnswer) => LoseEachAsync(
        new() { Mfa = LocalMfaMode.Required, MfaMethods = [LocalMfaMethod.SoftwareToken] },
        isAnswer,
        requests: 5,
        AddUserAsync);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task TemporaryPassword_EachRequestLost_IsTriedAgain(bool isAnswer) => LoseEachAsync(
        new() { Mfa = LocalMfaMode.Off }, isAnswer, requests: 3, AddUserWithTemporaryPasswordAsync);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Device_MadeKnownInTheSignIn_EachRequestLost_IsTriedAgain(bool isAnswer) => LoseEachAsync(
        new() { Mfa = LocalMfaMode.Off, DeviceTracking = LocalDeviceTracking.Always },
        isAnswer,
        requests: 3,
        AddUserAsync,
        lastGoesUnnoticed: true);

    private async Task LoseEachAsync(LocalUserPoolOptions pool, bool isAnswer, int requests, Func<string, Task> addUserAsync, bool lastGoesUnnoticed = false)
    {
        _backend = await LocalBackend.StartAsync(new() { UserPool = pool, TimeProvider = _time }, Token);
        for (int lost = 0; lost < requests; lost++)
        {
            string name = $"user{lost}";
            await addUserAsync(name);
            FaultScript script = _backend.Faults.Sequence(
                new FaultFilter { Api = LocalFaults.UserPool },
                [.. Enumerable.Repeat(Fault.Pass, lost), isAnswer ? Fault.CutBeforeAnswer : Fault.CutBeforeHandling]);
            await using AmplifyClient amplify = AmplifyClient.Create(EventApp.ConfigurationOf(_backend), new() { TimeProvider = _time });

            int losses = await new Person(amplify, _backend.UserPool, _time, name).SignInAsync();

            Assert.True(script.IsOver, $"There was no request {lost + 1}.");
            Assert.Equal(lastGoesUnnoticed && lost == requests - 1 ? 0 : 1, losses);
            Assert.Equal(name, (await amplify.Auth.GetSessionAsync(cancellationToken: Token)).Username);
            await amplify.Auth.GetUserAttributesAsync(Token);
        }
    }

    private Task AddUserAsync(string name)
    {
        _backend.UserPool.AddUser(name, Password);
        return Task.CompletedTask;
    }

    private Task AddUserWithTemporaryPasswordAsync(string name)
    {
        _backend.UserPool.AddUserWithTemporaryPassword(name, Password);
        return Task.CompletedTask;
    }

    private Task AddUserWithTelephoneAsync(string name)
    {
        _backend.UserPool.AddUser(name, Password, new Dictionary<string, string>
        {
            ["phone_number"] = "+15550001234",
            ["phone_number_verified"] = "true",
            ["email"] = $"{name}@example.com",
            ["email_verified"] = "true",
        });
        return Task.CompletedTask;
    }

    private async Task AddUserWithTwoFactorsAsync(string name)
    {
        await AddUserWithTelephoneAsync(name);
        await using AmplifyClient amplify = AmplifyClient.Create(EventApp.ConfigurationOf(_backend), new() { TimeProvider = _time });
        await amplify.Auth.SignInAsync(name, Password, cancellationToken: Token);
        await amplify.Auth.UpdateMfaPreferenceAsync(
            new Dictionary<MfaType, MfaSetting> { [MfaType.Sms] = MfaSetting.Enabled, [MfaType.Email] = MfaSetting.Enabled }, Token);
    }

    /// <summary>Answers what is asked, and after an error does what its documentation says.</summary>
    private sealed class Person(AmplifyClient amplify, LocalUserPool pool, FakeTimeProvider time, string name)
    {
        private string _password = Password;
        private TotpSetup? _app;

        /// <summary>Signs in.</summary>
        /// <returns>How often the network was lost.</returns>
        public async Task<int> SignInAsync()
        {
            int losses = 0;
            SignInStep? step = null;
            for (int tries = 0; tries < MostTries && step is not SignInStep.Done; tries++)
            {
                try
                {
                    step = step is null ? await amplify.Auth.SignInAsync(name, _password, cancellationToken: Token) : await AnswerAsync(step);
                }
                catch (AmplifyNetworkException)
                {
                    losses++;
                }
                catch (AmplifyAuthException e) when (losses > 0 && e.Reason == AmplifyAuthReason.ChallengeExpired)
                {
                    step = null;
                }
                catch (AmplifyAuthException e) when (losses > 0 && e.Reason == AmplifyAuthReason.WrongUsernameOrPassword)
                {
                    // The pool had taken the new password.
                    _password = NewPassword;
                }
            }

            Assert.IsType<SignInStep.Done>(step);
            return losses;
        }

        private async Task<SignInStep> AnswerAsync(SignInStep step)
        {
            _app = step is SignInStep.SetUpTotp setUp ? setUp.Setup : _app;
            return step switch
            {
                SignInStep.SelectMfa => await amplify.Auth.ConfirmSignInAsync(MfaType.Sms, Token),
                SignInStep.SmsCode => await ConfirmAsync(pool.Codes.Last(code => code.Username == name).Code),
                SignInStep.NewPassword => await ConfirmAsync(NewPassword),
                _ => await ConfirmAsync(NextCode()),
            };
        }

        // A pool takes the code of an app once.
        private string NextCode()
        {
            time.Advance(TimeSpan.FromSeconds(31));
            return Authenticator.CodeOf(_app!, time);
        }

        private Task<SignInStep> ConfirmAsync(string answer) => amplify.Auth.ConfirmSignInAsync(answer, cancellationToken: Token);
    }
}
