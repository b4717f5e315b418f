using Amplify.Local.Cognito.UserPool.Challenges;

namespace Amplify.Local.Cognito.UserPool.Mfa;

/// <summary>The second factors as they are named on the wire, which is also how their challenges are named.</summary>
internal static class MfaNames
{
    public static string NameOf(LocalMfaMethod method) => method switch
    {
        LocalMfaMethod.Sms => ChallengeNames.SmsMfa,
        LocalMfaMethod.SoftwareToken => ChallengeNames.SoftwareTokenMfa,
        _ => ChallengeNames.EmailOtp,
    };

    public static LocalMfaMethod? MethodOf(string name) => name switch
    {
        ChallengeNames.SmsMfa => LocalMfaMethod.Sms,
        ChallengeNames.SoftwareTokenMfa => LocalMfaMethod.SoftwareToken,
        ChallengeNames.EmailOtp => LocalMfaMethod.Email,
        _ => null,
    };
}
