using Amplify.Local.Cognito.UserPool.Users;

namespace Amplify.Local.Cognito.HostedUi;

/// <summary>The scopes of OpenID Connect, and the attributes that each lets an application see.</summary>
internal static class HostedScopes
{
    public const string OpenId = "openid";

    private static readonly string[] Profile =
    [
        "name", "family_name", "given_name", "middle_name", "nickname", "preferred_username", "profile", "picture", "website", "gender",
        "birthdate", "zoneinfo", "locale", "updated_at",
    ];

    /// <summary>Tells whether an access token with these scopes shows an attribute at <c>/oauth2/userInfo</c>.</summary>
    public static bool Show(IReadOnlyList<string> scopes, string attribute) => attribute switch
    {
        AttributeNames.Subject => true,
        AttributeNames.Email or "email_verified" => scopes.Contains("email", StringComparer.Ordinal),
        "phone_number" or "phone_number_verified" => scopes.Contains("phone", StringComparer.Ordinal),
        _ => Profile.Contains(attribute, StringComparer.Ordinal) && scopes.Contains("profile", StringComparer.Ordinal),
    };
}
