using Amplify.Local.Cognito.UserPool.Users;

namespace Amplify.Local.Cognito.UserPool.Codes;

/// <summary>Where a code goes.</summary>
/// <param name="Attribute">The attribute that holds the address.</param>
/// <param name="Destination">The address.</param>
internal sealed record CodeAddress(string Attribute, string Destination)
{
    private const int ShownDigits = 4;

    public string Medium => Attribute == AttributeNames.PhoneNumber ? "SMS" : "EMAIL";

    /// <summary>The address as a caller may see it who has not proven anything yet: <c>j***@e***</c>, <c>+*******1234</c>.</summary>
    public string Masked => Attribute == AttributeNames.PhoneNumber ? MaskPhoneNumber(Destination) : MaskEmail(Destination);

    /// <summary>Gives the address that an attribute of a user holds, if any.</summary>
    public static CodeAddress? Of(PoolUser user, string attribute) =>
        user.Attribute(attribute) is { Length: > 0 } value ? new CodeAddress(attribute, value) : null;

    /// <summary>Gives the address of a user's verified attribute; the telephone comes first, as it does in the service.</summary>
    public static CodeAddress? OfVerified(PoolUser user) =>
        user.HasVerified(AttributeNames.PhoneNumber) ? Of(user, AttributeNames.PhoneNumber)
        : user.HasVerified(AttributeNames.Email) ? Of(user, AttributeNames.Email)
        : null;

    private static string MaskEmail(string email)
    {
        int at = email.LastIndexOf('@');
        return at > 0 && at < email.Length - 1 ? $"{First(email)}***@{First(email[(at + 1)..])}***" : "***";
    }

    // A first character may be two UTF-16 units.
    private static string First(string text) => text.EnumerateRunes().First().ToString();

    private static string MaskPhoneNumber(string number) => number.Length > ShownDigits + 1
        ? $"+{new string('*', number.Length - ShownDigits - 1)}{number[^ShownDigits..]}"
        : "+****";
}
