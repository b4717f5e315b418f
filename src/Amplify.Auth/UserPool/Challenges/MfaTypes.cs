using System.Text.Json;
using Amplify.Auth.UserPool.Messages;

namespace Amplify.Auth.UserPool.Challenges;

/// <summary>The second factors by their names on the wire.</summary>
internal static class MfaTypes
{
    public static string NameOf(MfaType type) => type switch
    {
        MfaType.Sms => "SMS_MFA",
        MfaType.Totp => "SOFTWARE_TOKEN_MFA",
        MfaType.Email => "EMAIL_OTP",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "It is none of the second factors."),
    };

    /// <summary>Gives the factor, or <see langword="null"/> for one that is not known here.</summary>
    public static MfaType? Find(string? name) => name switch
    {
        "SMS_MFA" => MfaType.Sms,
        "SOFTWARE_TOKEN_MFA" => MfaType.Totp,
        "EMAIL_OTP" => MfaType.Email,
        _ => null,
    };

    public static MfaType[] KnownOf(IEnumerable<string>? names) => [.. (names ?? []).Select(Find).OfType<MfaType>()];

    /// <summary>Reads the list that a challenge has in one of its parameters, as JSON in a string.</summary>
    public static MfaType[] Read(string? json)
    {
        try
        {
            return string.IsNullOrEmpty(json) ? [] : KnownOf(JsonSerializer.Deserialize(json, UserPoolJson.Default.StringArray));
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
