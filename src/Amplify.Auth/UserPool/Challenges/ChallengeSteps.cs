using System.Text.Json;
using Amplify.Auth.UserPool.Messages;

namespace Amplify.Auth.UserPool.Challenges;

/// <summary>Turns a challenge into what the application is told.</summary>
internal static class ChallengeSteps
{
    private const string AttributePrefix = "userAttributes.";

    /// <summary>Gives the step, or <see langword="null"/> for a challenge that this client cannot answer.</summary>
    public static SignInStep? Find(SignInState state) => state.Challenge switch
    {
        ChallengeName.SmsCode or ChallengeName.SmsOneTimeCode => new SignInStep.SmsCode(DeliveryOf(state)),
        ChallengeName.EmailCode => new SignInStep.EmailCode(DeliveryOf(state)),
        ChallengeName.TotpCode => new SignInStep.TotpCode(state.Parameters.GetValueOrDefault("FRIENDLY_DEVICE_NAME")),
        ChallengeName.SelectMfa => new SignInStep.SelectMfa(MfaTypes.Read(state.Parameters.GetValueOrDefault("MFAS_CAN_CHOOSE"))),
        ChallengeName.NewPassword => NewPassword(state),
        ChallengeName.SelectChallenge when state.Available.Count > 0 => new SignInStep.SelectFirstFactor(state.Available),
        ChallengeName.Password or ChallengeName.PasswordSrp => new SignInStep.Password(),
        ChallengeName.Passkey => new SignInStep.Passkey(state.Parameters.GetValueOrDefault("CREDENTIAL_REQUEST_OPTIONS") ?? "{}"),
        ChallengeName.Custom => new SignInStep.CustomChallenge(state.Parameters),
        _ => null,
    };

    private static CodeDelivery DeliveryOf(SignInState state) => new(
        state.Parameters.GetValueOrDefault("CODE_DELIVERY_DELIVERY_MEDIUM"), state.Parameters.GetValueOrDefault("CODE_DELIVERY_DESTINATION"), AttributeName: null);

    private static SignInStep.NewPassword NewPassword(SignInState state)
    {
        string[] required = Read(state, "requiredAttributes", UserPoolJson.Default.StringArray) ?? [];
        return new SignInStep.NewPassword(
            [.. required.Select(name => name.StartsWith(AttributePrefix, StringComparison.Ordinal) ? name[AttributePrefix.Length..] : name)],
            Read(state, "userAttributes", UserPoolJson.Default.DictionaryStringString) ?? []);
    }

    private static T? Read<T>(SignInState state, string name, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> info)
        where T : class
    {
        try
        {
            return state.Parameters.GetValueOrDefault(name) is { Length: > 0 } json ? JsonSerializer.Deserialize(json, info) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
