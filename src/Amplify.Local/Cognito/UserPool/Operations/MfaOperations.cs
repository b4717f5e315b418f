using Amplify.Local.Cognito.UserPool.Challenges;
using Amplify.Local.Cognito.UserPool.Codes;
using Amplify.Local.Cognito.UserPool.Mfa;
using Amplify.Local.Cognito.UserPool.Tokens;
using Amplify.Local.Cognito.UserPool.Users;

namespace Amplify.Local.Cognito.UserPool.Operations;

/// <summary>Setting up second factors: by a user who has signed in, or during a sign-in that demands one.</summary>
internal sealed class MfaOperations(
    LocalUserPoolOptions options, AccessTokens tokens, UserPoolDirectory users, SoftwareTokens softwareTokens, ChallengeSessions sessions)
{
    public async ValueTask<ReadOnlyMemory<byte>> AssociateSoftwareTokenAsync(OperationInput input, CancellationToken cancellationToken)
    {
        if (options.Mfa == LocalMfaMode.Off || !options.MfaMethods.Contains(LocalMfaMethod.SoftwareToken))
        {
            throw UserPoolErrors.Of("SoftwareTokenMFANotFoundException", "Software Token MFA is not enabled by the userPool.");
        }

        string secret = TimeBasedCode.NewSecret();
        if (input.Optional("Session", TextRule.Session) is { } id)
        {
            ChallengeSession session = sessions.Take(id, client: null, ChallengeNames.MfaSetup);
            return SecretAnswer(secret, sessions.Begin(session with { SoftwareTokenSecret = secret }));
        }

        PoolUser user = await tokens.UserAsync(input, cancellationToken).ConfigureAwait(false);
        users.Change(user.Username, current => current with { Mfa = current.Mfa with { PendingSoftwareTokenSecret = secret } });
        return SecretAnswer(secret, session: null);
    }

    public async ValueTask<ReadOnlyMemory<byte>> VerifySoftwareTokenAsync(OperationInput input, CancellationToken cancellationToken)
    {
        string code = input.Required("UserCode", TextRule.Code);
        string? name = input.Optional("FriendlyDeviceName", TextRule.Name);
        if (input.Optional("Session", TextRule.Session) is { } id)
        {
            return StatusAnswer(VerifyDuringSignIn(id, code, name));
        }

        PoolUser user = await tokens.UserAsync(input, cancellationToken).ConfigureAwait(false);
        softwareTokens.Verify(user.Username, user.Mfa.PendingSoftwareTokenSecret, code, name);
        return StatusAnswer(session: null);
    }

    public async ValueTask<ReadOnlyMemory<byte>> SetUserMfaPreferenceAsync(OperationInput input, CancellationToken cancellationToken)
    {
        PoolUser user = await tokens.UserAsync(input, cancellationToken).ConfigureAwait(false);
        (LocalMfaMethod Method, OperationInput? Settings)[] wanted =
        [
            (LocalMfaMethod.Sms, input.Object("SMSMfaSettings")),
            (LocalMfaMethod.SoftwareToken, input.Object("SoftwareTokenMfaSettings")),
            (LocalMfaMethod.Email, input.Object("EmailMfaSettings")),
        ];
        if (wanted.Count(static entry => entry.Settings?.Flag("PreferredMfa") is true) > 1)
        {
            throw UserPoolErrors.InvalidParameter("Only one second factor can be preferred.");
        }

        users.Change(user.Username, current => wanted
            .Where(static entry => entry.Settings is not null)
            .Aggregate(current, (changed, entry) => With(changed, entry.Method, entry.Settings!)));
        return OperationAnswer.Empty;
    }

    private string VerifyDuringSignIn(string id, string code, string? name)
    {
        ChallengeSession session = sessions.Take(id, client: null, ChallengeNames.MfaSetup);
        try
        {
            softwareTokens.Verify(session.Progress.Username!, session.SoftwareTokenSecret, code, name);
        }
        catch (CognitoException)
        {
            sessions.Return(id, session);
            throw;
        }

        return sessions.Begin(session with { IsSoftwareTokenVerified = true });
    }

    private PoolUser With(PoolUser user, LocalMfaMethod method, OperationInput settings)
    {
        MfaSettings mfa = user.Mfa;
        if (settings.Flag("Enabled") is { } isEnabled)
        {
            mfa = mfa with { Enabled = isEnabled ? mfa.Enabled.Add(method) : mfa.Enabled.Remove(method) };
        }

        bool isOn = mfa.Enabled.Contains(method);
        if (isOn && !CanHave(user, method))
        {
            throw UserPoolErrors.InvalidParameter($"User does not have delivery config set to turn on {MfaNames.NameOf(method)}");
        }

        bool loses = !isOn || settings.Flag("PreferredMfa") is false;
        LocalMfaMethod? preferred = mfa.Preferred == method && loses ? null : mfa.Preferred;
        return user with { Mfa = mfa with { Preferred = isOn && settings.Flag("PreferredMfa") is true ? method : preferred } };
    }

    private bool CanHave(PoolUser user, LocalMfaMethod method) => options.Mfa != LocalMfaMode.Off && options.MfaMethods.Contains(method) && method switch
    {
        LocalMfaMethod.SoftwareToken => user.Mfa.SoftwareTokenSecret is not null,
        LocalMfaMethod.Sms => CodeAddress.Of(user, AttributeNames.PhoneNumber) is not null,
        _ => CodeAddress.Of(user, AttributeNames.Email) is not null,
    };

    private static ReadOnlyMemory<byte> SecretAnswer(string secret, string? session) => OperationAnswer.Object((secret, session), static (writer, answer) =>
    {
        writer.WriteString("SecretCode", answer.secret);
        OperationAnswer.WriteSession(writer, answer.session);
    });

    private static ReadOnlyMemory<byte> StatusAnswer(string? session) => OperationAnswer.Object(session, static (writer, session) =>
    {
        OperationAnswer.WriteSession(writer, session);
        writer.WriteString("Status", "SUCCESS");
    });
}
