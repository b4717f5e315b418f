using System.Net.Mail;
using System.Text.RegularExpressions;

namespace Amplify.Local.AppSync.Scalars;

/// <summary>The forms of e-mail addresses and phone numbers.</summary>
internal static partial class ContactForms
{
    public static bool IsEmail(string text) =>
        EmailPattern().IsMatch(text) && MailAddress.TryCreate(text, out MailAddress? address) && address.Address == text;

    /// <summary>Judges by length and, within North America, by the first digits of area and exchange.</summary>
    public static bool IsPhone(string text)
    {
        if (!PhonePattern().IsMatch(text))
        {
            return false;
        }

        string digits = string.Concat(text.Where(char.IsAsciiDigit));
        return !text.StartsWith('+') || digits.StartsWith('1')
            ? NorthAmericaPattern().IsMatch(digits)
            : digits.Length is >= 8 and <= 15;
    }

    [GeneratedRegex(@"^[^\s<>()@,;:\\""\[\]]+@[^\s<>()@,;:\\""\[\]]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex EmailPattern();

    [GeneratedRegex(@"^\+?[0-9(][0-9 ().-]*[0-9]\z", RegexOptions.CultureInvariant)]
    private static partial Regex PhonePattern();

    [GeneratedRegex(@"^1?[2-9][0-9]{2}[2-9][0-9]{6}\z", RegexOptions.CultureInvariant)]
    private static partial Regex NorthAmericaPattern();
}
