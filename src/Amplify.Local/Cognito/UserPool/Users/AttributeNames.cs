namespace Amplify.Local.Cognito.UserPool.Users;

/// <summary>The attributes that mean something to the pool itself.</summary>
internal static class AttributeNames
{
    public const string Subject = "sub";
    public const string Email = "email";
    public const string PhoneNumber = "phone_number";
    /// <summary>The providers that a user signs in with: a list in JSON, which id tokens have as a list.</summary>
    public const string Identities = "identities";

    public const string PreferredUsername = "preferred_username";

    /// <summary>Gives the attribute that tells whether an address has been shown to be the user's.</summary>
    public static string VerifiedMark(string attribute) => attribute + "_verified";

    public static bool CanBeVerified(string attribute) => attribute is Email or PhoneNumber;

    public static bool IsVerifiedMark(string attribute) => attribute is "email_verified" or "phone_number_verified";
}
