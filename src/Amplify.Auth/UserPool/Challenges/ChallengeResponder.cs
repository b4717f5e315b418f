using Amplify.Auth.UserPool.Devices;
using Amplify.Auth.UserPool.Messages;
using Amplify.Auth.UserPool.Srp;

namespace Amplify.Auth.UserPool.Challenges;

/// <summary>Answers challenges: those that need no user, and those that a user has answered.</summary>
internal sealed class ChallengeResponder(UserPoolClient client, DeviceStore devices)
{
    /// <summary>Answers a challenge that needs nothing from the user.</summary>
    /// <returns>What the pool says to that, or <see langword="null"/> when the user is needed.</returns>
    public async Task<AuthenticationMessages.AuthenticationAnswer?> AnswerItselfAsync(SignInState state, CancellationToken cancellationToken) => state.Challenge switch
    {
        ChallengeName.PasswordVerifier => await ProvePasswordAsync(state, cancellationToken).ConfigureAwait(false),
        ChallengeName.DeviceSrp when state.Device is { } device => await BeginDeviceAsync(state, device, cancellationToken).ConfigureAwait(false),
        ChallengeName.DevicePasswordVerifier when state.Device is { } device => await ProveDeviceAsync(state, device, cancellationToken).ConfigureAwait(false),
        ChallengeName.SelectChallenge or ChallengeName.Password or ChallengeName.PasswordSrp when state is { TakesPassword: true, Password: { } password } =>
            await GivePasswordAsync(state, password, cancellationToken).ConfigureAwait(false),
        _ => null,
    };

    /// <summary>Tells what is asked of the user.</summary>
    /// <exception cref="AmplifyAuthException">It is something that this client cannot answer.</exception>
    public async Task<SignInStep> StepOfAsync(SignInState state, CancellationToken cancellationToken)
    {
        if (state.Challenge != ChallengeName.MfaSetup)
        {
            return ChallengeSteps.Find(state) ?? throw NotSupported(state);
        }

        MfaType[] allowed = AllowedSetups(state);
        return allowed.Length switch
        {
            0 => throw NotSupported(state),
            1 => await BeginSetupAsync(state, allowed[0], cancellationToken).ConfigureAwait(false),
            _ => new SignInStep.SelectMfaSetup(allowed),
        };
    }

    /// <summary>Begins to set a second factor up.</summary>
    public async Task<SignInStep> BeginSetupAsync(SignInState state, MfaType? choice, CancellationToken cancellationToken)
    {
        if (choice is not { } type || !AllowedSetups(state).Contains(type))
        {
            throw new ArgumentException("The answer is none of the second factors that can be set up.", nameof(choice));
        }

        if (type == MfaType.Email)
        {
            state.Setup = type;
            return new SignInStep.SetUpEmail();
        }

        MfaMessages.AssociateAnswer answer = await client.CallAsync(
            UserPoolOperations.AssociateSoftwareToken, new() { Session = state.Session }, cancellationToken).ConfigureAwait(false);
        state.Session = answer.Session;
        state.Setup = type;
        return new SignInStep.SetUpTotp(TotpEnrollment.Read(client, answer));
    }

    public async Task VerifySetupAsync(SignInState state, string code, string? deviceName, CancellationToken cancellationToken)
    {
        MfaMessages.VerifyAnswer answer = await client.CallAsync(
            UserPoolOperations.VerifySoftwareToken,
            new() { Session = state.Session, UserCode = code, FriendlyDeviceName = deviceName },
            cancellationToken).ConfigureAwait(false);
        TotpEnrollment.Check(answer);
        state.Session = answer.Session;
        state.IsSetupVerified = true;
    }

    public Task<AuthenticationMessages.AuthenticationAnswer> RespondAsync(
        SignInState state, Dictionary<string, string> responses, CancellationToken cancellationToken)
    {
        if (client.SecretHashOf(state.Username) is { } hash)
        {
            responses["SECRET_HASH"] = hash;
        }

        return client.CallAsync(
            UserPoolOperations.RespondToAuthChallenge,
            new()
            {
                ClientId = client.Settings.ClientId,
                ChallengeName = state.Challenge!,
                ChallengeResponses = responses,
                Session = state.Session,
                ClientMetadata = state.Metadata,
            },
            cancellationToken);
    }

    private static AmplifyAuthException NotSupported(SignInState state) => new(
        $"The user pool asks for {state.Challenge ?? "nothing"}, which this client cannot answer. Change the pool's or the app client's settings.",
        AmplifyAuthReason.ChallengeNotSupported);

    // A pool sets up codes by text message with the telephone number, not in a sign-in.
    private static MfaType[] AllowedSetups(SignInState state) =>
        [.. MfaTypes.Read(state.Parameters.GetValueOrDefault("MFAS_CAN_SETUP")).Where(type => type != MfaType.Sms)];

    // The password of the choice, or a value to prove it by: the choice is told with it.
    private async Task<AuthenticationMessages.AuthenticationAnswer> GivePasswordAsync(SignInState state, string password, CancellationToken cancellationToken)
    {
        var responses = new Dictionary<string, string> { ["USERNAME"] = state.Username };
        if (state.Chosen is { } chosen)
        {
            responses["ANSWER"] = FirstFactors.NameOf(chosen);
        }

        if (state.Challenge == ChallengeName.PasswordSrp || state.Chosen == FirstFactor.PasswordSrp)
        {
            state.Exchange = await SrpExchange.StartAsync().ConfigureAwait(false);
            responses["SRP_A"] = state.Exchange.PublicValue;
            return await RespondAsync(state, responses, cancellationToken).ConfigureAwait(false);
        }

        responses["PASSWORD"] = password;
        AuthenticationMessages.AuthenticationAnswer answer = await RespondAsync(state, responses, cancellationToken).ConfigureAwait(false);
        state.Password = null;
        return answer;
    }

    private async Task<AuthenticationMessages.AuthenticationAnswer> ProvePasswordAsync(SignInState state, CancellationToken cancellationToken)
    {
        if (state is not { Exchange: { } exchange, Password: { } password })
        {
            throw NotSupported(state);
        }

        state.Device ??= await devices.FindAsync(state.Username, cancellationToken).ConfigureAwait(false);
        var identity = new SrpIdentity(client.Settings.PoolName, state.Username, password);
        Dictionary<string, string> responses = await ProveAsync(state, exchange, identity).ConfigureAwait(false);
        if (state.Device is { } device)
        {
            responses["DEVICE_KEY"] = device.DeviceKey;
        }

        AuthenticationMessages.AuthenticationAnswer answer = await RespondAsync(state, responses, cancellationToken).ConfigureAwait(false);
        state.Password = null;
        return answer;
    }

    private async Task<AuthenticationMessages.AuthenticationAnswer> BeginDeviceAsync(SignInState state, RememberedDevice device, CancellationToken cancellationToken)
    {
        state.Exchange = await SrpExchange.StartAsync().ConfigureAwait(false);
        var responses = new Dictionary<string, string>
        {
            ["USERNAME"] = state.Username,
            ["DEVICE_KEY"] = device.DeviceKey,
            ["SRP_A"] = state.Exchange.PublicValue,
        };
        return await RespondAsync(state, responses, cancellationToken).ConfigureAwait(false);
    }

    private async Task<AuthenticationMessages.AuthenticationAnswer> ProveDeviceAsync(SignInState state, RememberedDevice device, CancellationToken cancellationToken)
    {
        if (state.Exchange is not { } exchange)
        {
            throw NotSupported(state);
        }

        Dictionary<string, string> responses = await ProveAsync(state, exchange, device.ToIdentity()).ConfigureAwait(false);
        responses["DEVICE_KEY"] = device.DeviceKey;
        return await RespondAsync(state, responses, cancellationToken).ConfigureAwait(false);
    }

    private async Task<Dictionary<string, string>> ProveAsync(SignInState state, SrpExchange exchange, SrpIdentity identity)
    {
        try
        {
            byte[] key = await exchange.DeriveKeyAsync(
                identity, state.Parameters.GetValueOrDefault("SALT"), state.Parameters.GetValueOrDefault("SRP_B")).ConfigureAwait(false);
            PasswordClaim claim = PasswordClaim.Create(key, identity, state.Parameters.GetValueOrDefault("SECRET_BLOCK"), client.ServerTime);
            return new Dictionary<string, string>
            {
                ["USERNAME"] = state.Username,
                ["PASSWORD_CLAIM_SIGNATURE"] = claim.Signature,
                ["PASSWORD_CLAIM_SECRET_BLOCK"] = claim.SecretBlock,
                ["TIMESTAMP"] = claim.Timestamp,
            };
        }
        catch (SrpException e)
        {
            throw client.Unexpected(state.Challenge!, e.Message);
        }
    }
}
