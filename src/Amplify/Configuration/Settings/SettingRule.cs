namespace Amplify.Configuration.Settings;

/// <summary>What a text must be to serve as a setting.</summary>
/// <param name="Expected">What it must be, to end the sentence "… must be".</param>
/// <param name="IsMet">Tells whether a text is that.</param>
internal sealed record SettingRule(string Expected, Func<string, bool> IsMet)
{
    public static SettingRule Text { get; } = new("a string", _ => true);

    public static SettingRule Name { get; } = new("the name that calls use, such as \"MyCloudApi\"", text => !string.IsNullOrWhiteSpace(text));

    public static SettingRule RestUrl { get; } =
        new("an absolute http or https URL such as \"https://abc.execute-api.us-east-1.amazonaws.com/prod\"", IsHttpUrl);

    public static SettingRule GraphQLUrl { get; } =
        new("an absolute http or https URL such as \"https://abc.appsync-api.us-east-1.amazonaws.com/graphql\"", IsHttpUrl);

    public static SettingRule RealtimeUrl { get; } = new(
        "an absolute wss, ws, https or http URL such as \"wss://abc.appsync-realtime-api.us-east-1.amazonaws.com/graphql\"",
        text => IsUrl(text, "wss", "ws", "https", "http"));

    public static SettingRule ServiceUrl { get; } = new("an absolute http or https URL such as \"http://127.0.0.1:20002\"", IsHttpUrl);

    public static SettingRule Region { get; } = new(
        "an AWS region such as \"us-east-1\"", text => text.Length > 0 && text.All(character => char.IsAsciiLetterOrDigit(character) || character == '-'));

    public static SettingRule IdentityPoolId { get; } = new(
        "an identity pool id such as \"us-east-1:11111111-2222-3333-4444-555555555555\"", text => IsPoolId(text, ':'));

    public static SettingRule UserPoolId { get; } = new("a user pool id such as \"us-east-1_AbCdEfGhI\"", text => IsPoolId(text, '_'));

    public static SettingRule EndpointType { get; } = new(
        "\"GraphQL\" or \"REST\"",
        text => text.Equals("GraphQL", StringComparison.OrdinalIgnoreCase) || text.Equals("REST", StringComparison.OrdinalIgnoreCase));

    public static SettingRule CookieDomain { get; } = new("the domain that the cookies are sent to, such as \"example.com\"", IsVisible);

    public static SettingRule SameSite { get; } = new(
        "\"strict\", \"lax\" or \"none\"", text => SameSiteModes.Contains(text, StringComparer.OrdinalIgnoreCase));

    private static string[] SameSiteModes => ["strict", "lax", "none"];

    private static bool IsHttpUrl(string text) => IsUrl(text, "https", "http");

    // Calls append their own path and query, so a root with a query or a fragment cannot work.
    private static bool IsUrl(string text, params ReadOnlySpan<string> schemes) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? url)
        && schemes.Contains(url.Scheme)
        && !text.AsSpan().ContainsAny('?', '#')
        && IsVisible(text);

    // Emulators make ids of their own, so only the separator and something on both its sides are asked for.
    private static bool IsPoolId(string text, char separator) =>
        IsVisible(text) && text.IndexOf(separator) is int index && index > 0 && index < text.Length - 1;

    private static bool IsVisible(string text) => !text.Any(character => char.IsWhiteSpace(character) || char.IsControl(character));
}
