using Amplify.Auth.UserPool.Messages;

namespace Amplify.Auth.UserPool.Challenges;

/// <summary>Makes the request that a sign-in begins with.</summary>
internal static class FirstRequest
{
    public static AuthenticationMessages.InitiateAuthRequest Create(UserPoolClient client, SignInState state)
    {
        var parameters = new Dictionary<string, string> { ["USERNAME"] = state.Username };
        switch (state.Options.Method)
        {
            case SignInMethod.Password:
                parameters["PASSWORD"] = state.Password!;
                break;
            case SignInMethod.CustomAfterSrp:
                parameters["CHALLENGE_NAME"] = "SRP_A";
                break;
            case SignInMethod.Choice when state.Options.PreferredFirstFactor is { } preferred:
                parameters["PREFERRED_CHALLENGE"] = FirstFactors.NameOf(preferred);
                Add(parameters, "PASSWORD", preferred == FirstFactor.Password ? state.Password : null);
                break;
        }

        Add(parameters, "SRP_A", state.Exchange?.PublicValue);
        Add(parameters, "DEVICE_KEY", state.Device?.DeviceKey);
        Add(parameters, "SECRET_HASH", client.SecretHashOf(state.Username));
        return new()
        {
            ClientId = client.Settings.ClientId,
            AuthFlow = FlowOf(state),
            AuthParameters = parameters,
            ClientMetadata = state.Metadata,
            Session = state.Session,
        };
    }

    private static string FlowOf(SignInState state) => state.Options.Method switch
    {
        SignInMethod.Srp => "USER_SRP_AUTH",
        SignInMethod.Password => "USER_PASSWORD_AUTH",
        SignInMethod.Choice => "USER_AUTH",
        _ => "CUSTOM_AUTH",
    };

    private static void Add(Dictionary<string, string> parameters, string name, string? value)
    {
        if (value is not null)
        {
            parameters[name] = value;
        }
    }
}
