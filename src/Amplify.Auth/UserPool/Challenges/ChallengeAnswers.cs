namespace Amplify.Auth.UserPool.Challenges;

/// <summary>Turns the user's answer into what a challenge is answered with.</summary>
internal static class ChallengeAnswers
{
    public static Dictionary<string, string> Create(SignInState state, string answer, ConfirmSignInOptions options)
    {
        var responses = new Dictionary<string, string> { ["USERNAME"] = state.Username };
        if (state.Challenge == ChallengeName.MfaSetup)
        {
            // The code of an app was verified before, and the session tells so.
            if (state.Setup == MfaType.Email)
            {
                responses["EMAIL"] = answer;
            }

            return responses;
        }

        responses[FieldOf(state.Challenge)] = answer;
        if (state.Challenge == ChallengeName.NewPassword)
        {
            foreach ((string name, string value) in options.Attributes)
            {
                responses[$"userAttributes.{name}"] = value;
            }
        }

        if (state is { Challenge: ChallengeName.Custom, Device: { } device })
        {
            responses["DEVICE_KEY"] = device.DeviceKey;
        }

        return responses;
    }

    private static string FieldOf(string? challenge) => challenge switch
    {
        ChallengeName.SmsCode => "SMS_MFA_CODE",
        ChallengeName.SmsOneTimeCode => "SMS_OTP_CODE",
        ChallengeName.EmailCode => "EMAIL_OTP_CODE",
        ChallengeName.TotpCode => "SOFTWARE_TOKEN_MFA_CODE",
        ChallengeName.NewPassword => "NEW_PASSWORD",
        ChallengeName.Passkey => "CREDENTIAL",
        _ => "ANSWER",
    };
}
