using System.Text;
using System.Text.Json;
using Amplify.Local.Cognito.UserPool.Challenges;

namespace Amplify.Local.Cognito.HostedUi.Pages;

/// <summary>The form for what comes after the password. Its fields have the names that the answer to the challenge has.</summary>
internal static class ChallengePage
{
    public const string Title = "One more step";
    public const string Session = "session";
    public const string Challenge = "challenge";
    public const string Username = "username";

    /// <summary>Renders the form, or gives <see langword="null"/> for a challenge that only an application can answer.</summary>
    public static string? Render(string csrf, IssuedChallenge challenge, string username, string? error = null) =>
        FieldsOf(challenge) is { } fields
            ? HostedPage.Form(
                csrf,
                error,
                HostedPage.Hidden(Session, challenge.Session)
                    + HostedPage.Hidden(Challenge, challenge.Name)
                    + HostedPage.Hidden(Username, username)
                    + fields,
                "Continue")
            : null;

    /// <summary>Gives the challenge that a form was an answer to, to be rendered again.</summary>
    public static IssuedChallenge Again(string session, string challenge, IReadOnlyDictionary<string, string> form) => new(
        challenge,
        session,
        new Dictionary<string, string>
        {
            ["requiredAttributes"] = JsonSerializer.Serialize(form.Keys.Where(static name => name.StartsWith(NewPasswordResponder.AttributePrefix, StringComparison.Ordinal))),
        });

    private static string? FieldsOf(IssuedChallenge challenge) => challenge.Name switch
    {
        ChallengeNames.SmsMfa => CodeField("SMS_MFA_CODE", "Code from the text message"),
        ChallengeNames.EmailOtp => CodeField("EMAIL_OTP_CODE", "Code from the e-mail"),
        ChallengeNames.SoftwareTokenMfa => CodeField("SOFTWARE_TOKEN_MFA_CODE", "Code of the authenticator application"),
        ChallengeNames.SelectMfaType when challenge.Parameters.TryGetValue("MFAS_CAN_CHOOSE", out string? methods) => ChoiceOf(methods),
        ChallengeNames.NewPasswordRequired => NewPasswordFields(challenge.Parameters["requiredAttributes"]),
        _ => null,
    };

    private static string CodeField(string name, string label) => HostedPage.Field(name, label, autocomplete: "one-time-code");

    private static string ChoiceOf(string methods)
    {
        var options = new StringBuilder();
        foreach (string method in JsonSerializer.Deserialize<string[]>(methods)!)
        {
            options.Append("<option>").Append(HostedPage.Encode(method)).Append("</option>");
        }

        return $"""<label>Second factor<select name="ANSWER">{options}</select></label>""";
    }

    private static string NewPasswordFields(string requiredAttributes)
    {
        var fields = new StringBuilder(HostedPage.Field("NEW_PASSWORD", "New password", "password", autocomplete: "new-password"));
        foreach (string attribute in JsonSerializer.Deserialize<string[]>(requiredAttributes)!)
        {
            fields.Append(HostedPage.Field(attribute, attribute[(attribute.IndexOf('.', StringComparison.Ordinal) + 1)..]));
        }

        return fields.ToString();
    }
}
