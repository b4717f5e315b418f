using System.Globalization;
using System.Text;

namespace Amplify.Local.Cognito.UserPool.Operations;

/// <summary>What a text in a request has to be like.</summary>
/// <param name="MaxLength">The most characters.</param>
/// <param name="Pattern">What the service writes its demand as.</param>
/// <param name="IsMet">Tells whether a text meets the demand.</param>
/// <param name="IsSecret">Whether a message must not repeat the text.</param>
internal sealed record TextRule(int MaxLength, string Pattern, Func<string, bool> IsMet, bool IsSecret = false)
{
    public static TextRule Username { get; } = new(128, @"[\p{L}\p{M}\p{S}\p{N}\p{P}]+", static text => text.EnumerateRunes().All(IsVisible));

    public static TextRule Password { get; } = new(256, @"[\S]+.*[\S]+", IsPassword, IsSecret: true);

    public static TextRule Code { get; } = new(2048, @"[\S]+", IsUnbroken, IsSecret: true);

    public static TextRule ClientId { get; } = new(128, @"[\w+]+", static text => text.All(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '+'));

    public static TextRule Secret { get; } = new(128, @"[\w+=/]+", static text => text.All(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '+' or '=' or '/'), IsSecret: true);

    public static TextRule Token { get; } = new(
        16 * 1024, "[A-Za-z0-9-_=.]+", static text => text.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '=' or '.'), IsSecret: true);

    public static TextRule Session { get; } = new(2048, ".{20,}", static text => text.Length >= 20, IsSecret: true);

    public static TextRule AttributeName { get; } = new(32, @"[\p{L}\p{M}\p{S}\p{N}\p{P}]+", static text => text.EnumerateRunes().All(IsVisible));

    public static TextRule AttributeValue { get; } = new(2048, ".*", static _ => true);

    public static TextRule DeviceKey { get; } = new(55, @"[\w-]+_[0-9a-f-]+", IsUnbroken);

    public static TextRule Name { get; } = new(1024, ".+", static _ => true);

    private static bool IsVisible(Rune rune) => Rune.GetUnicodeCategory(rune) is
        not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
            or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    private static bool IsPassword(string text) => text.Length > 0 && !IsSpace(text[0]) && !IsSpace(text[^1]) && !text.AsSpan().ContainsAny('\r', '\n');

    private static bool IsUnbroken(string text) => !text.Any(IsSpace);

    // What \s means to the service.
    private static bool IsSpace(char c) => c is ' ' or '\t' or '\n' or '\v' or '\f' or '\r';
}
