using System.Text.Json;
using Amplify.Local.Cognito.UserPool.Challenges;
using Amplify.Local.Cognito.UserPool.Codes;
using Amplify.Local.Cognito.UserPool.Users;

namespace Amplify.Local.Cognito.UserPool.Mfa;

/// <summary>Asks for a second factor.</summary>
internal sealed class MfaChallenges(LocalUserPoolOptions options, ChallengeSessions sessions, CodeDelivery delivery)
{
    /// <summary>Tells whether the pool takes a second factor.</summary>
    public bool Takes(LocalMfaMethod method) => options.Mfa != LocalMfaMode.Off && options.MfaMethods.Contains(method);

    /// <summary>Tells whether a user is asked for a second factor; of an unknown one, whether everyone is.</summary>
    public bool AsksFor(PoolUser? user) => options.Mfa == LocalMfaMode.Required || (user is not null && options.Mfa != LocalMfaMode.Off && MethodsOf(user).Any());

    /// <summary>Asks for the second factor that a user has, for a choice of several, or for setting one up; <see langword="null"/> when none is needed.</summary>
    public IssuedChallenge? Begin(SignInProgress progress, PoolUser user)
    {
        if (options.Mfa == LocalMfaMode.Off)
        {
            return null;
        }

        LocalMfaMethod[] methods = [.. MethodsOf(user)];
        if (methods.Length == 0)
        {
            return options.Mfa == LocalMfaMode.Required ? AskForSetup(progress) : null;
        }

        return methods.Length > 1 && (user.Mfa.Preferred is not { } preferred || !methods.Contains(preferred))
            ? AskForChoice(progress, methods)
            : Ask(progress, user, methods.Length == 1 ? methods[0] : user.Mfa.Preferred!.Value);
    }

    /// <summary>Asks for one second factor.</summary>
    public IssuedChallenge Ask(SignInProgress progress, PoolUser user, LocalMfaMethod method) => method == LocalMfaMethod.SoftwareToken
        ? new IssuedChallenge(
            ChallengeNames.SoftwareTokenMfa,
            sessions.Begin(ChallengeNames.SoftwareTokenMfa, progress),
            user.Mfa.SoftwareTokenName is { } name ? new Dictionary<string, string> { ["FRIENDLY_DEVICE_NAME"] = name } : [])
        : SendCode(progress, user, MfaNames.NameOf(method), AddressOf(user, method), LocalCodePurpose.Mfa);

    /// <summary>Sends a code and asks for it.</summary>
    public IssuedChallenge SendCode(SignInProgress progress, PoolUser? user, string challenge, CodeAddress? address, LocalCodePurpose purpose)
    {
        string code = ConfirmationCodes.NewCode();
        if (user is not null)
        {
            delivery.Send(user, purpose, address, code);
        }

        return new IssuedChallenge(
            challenge,
            sessions.Begin(new ChallengeSession(challenge, progress) { Code = code, IsFirstFactor = purpose == LocalCodePurpose.SignIn }),
            new Dictionary<string, string>
            {
                ["CODE_DELIVERY_DELIVERY_MEDIUM"] = address?.Medium ?? "",
                ["CODE_DELIVERY_DESTINATION"] = address?.Masked ?? "",
            });
    }

    /// <summary>The second factors that a user has and the pool takes. Where one is demanded, a known address counts as one.</summary>
    private IEnumerable<LocalMfaMethod> MethodsOf(PoolUser user)
    {
        LocalMfaMethod[] enabled = [.. user.Mfa.Enabled.Where(options.MfaMethods.Contains)];
        if (enabled.Length > 0 || options.Mfa != LocalMfaMode.Required)
        {
            return enabled;
        }

        return options.MfaMethods.Where(method => method != LocalMfaMethod.SoftwareToken && AddressOf(user, method) is not null).Take(1);
    }

    private static CodeAddress? AddressOf(PoolUser user, LocalMfaMethod method) =>
        CodeAddress.Of(user, method == LocalMfaMethod.Sms ? AttributeNames.PhoneNumber : AttributeNames.Email);

    private IssuedChallenge AskForChoice(SignInProgress progress, IEnumerable<LocalMfaMethod> methods) => new(
        ChallengeNames.SelectMfaType,
        sessions.Begin(ChallengeNames.SelectMfaType, progress),
        new Dictionary<string, string> { ["MFAS_CAN_CHOOSE"] = JsonSerializer.Serialize(methods.Select(MfaNames.NameOf)) });

    private IssuedChallenge AskForSetup(SignInProgress progress) => new(
        ChallengeNames.MfaSetup,
        sessions.Begin(ChallengeNames.MfaSetup, progress),
        new Dictionary<string, string> { ["MFAS_CAN_SETUP"] = JsonSerializer.Serialize(options.MfaMethods.Select(MfaNames.NameOf)) });
}
