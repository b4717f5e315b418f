using System.Buffers;

namespace Amplify.Configuration.Settings;

/// <summary>What the rules ask for. Every client checks its configuration as it is created, so nothing is made here before it is needed.</summary>
internal static class SettingRules
{
    private static readonly SearchValues<char> RegionCharacters = SearchValues.Create("-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>Tells whether a text is what the rule asks for.</summary>
    public static bool IsMetBy(this SettingRule rule, string text) => rule switch
    {
        SettingRule.Name => !string.IsNullOrWhiteSpace(text),
        SettingRule.RestUrl or SettingRule.GraphQLUrl or SettingRule.ServiceUrl => IsUrl(text, webSocket: false),
        SettingRule.RealtimeUrl => IsUrl(text, webSocket: true),
        SettingRule.Region => text.Length > 0 && !text.AsSpan().ContainsAnyExcept(RegionCharacters),
        SettingRule.IdentityPoolId => IsPoolId(text, ':'),
        SettingRule.UserPoolId => IsPoolId(text, '_'),
        SettingRule.EndpointType => IsAnyOf(text, "GraphQL", "REST"),
        SettingRule.CookieDomain => IsVisible(text),
        SettingRule.SameSite => IsAnyOf(text, "strict", "lax", "none"),
        _ => true,
    };

    /// <summary>Tells what a text must be, to end the sentence "… must be".</summary>
    public static string Expected(this SettingRule rule) => rule switch
    {
        SettingRule.Name => "the name that calls use, such as \"MyCloudApi\"",
        SettingRule.RestUrl => "an absolute http or https URL such as \"https://abc.execute-api.us-east-1.amazonaws.com/prod\"",
        SettingRule.GraphQLUrl => "an absolute http or https URL such as \"https://abc.appsync-api.us-east-1.amazonaws.com/graphql\"",
        SettingRule.RealtimeUrl => "an absolute wss, ws, https or http URL such as \"wss://abc.appsync-realtime-api.us-east-1.amazonaws.com/graphql\"",
        SettingRule.ServiceUrl => "an absolute http or https URL such as \"http://127.0.0.1:20002\"",
        SettingRule.Region => "an AWS region such as \"us-east-1\"",
        SettingRule.IdentityPoolId => "an identity pool id such as \"us-east-1:11111111-2222-3333-4444-555555555555\"",
        SettingRule.UserPoolId => "a user pool id such as \"us-east-1_AbCdEfGhI\"",
        SettingRule.EndpointType => "\"GraphQL\" or \"REST\"",
        SettingRule.CookieDomain => "the domain that the cookies are sent to, such as \"example.com\"",
        SettingRule.SameSite => "\"strict\", \"lax\" or \"none\"",
        _ => "a string",
    };

    // Calls append their own path and query, so a root with a query or a fragment cannot work.
    private static bool IsUrl(string text, bool webSocket) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? url)
        && (url.Scheme is "https" or "http" || (webSocket && url.Scheme is ("wss" or "ws")))
        && !text.AsSpan().ContainsAny('?', '#')
        && IsVisible(text);

    // Emulators make ids of their own, so only the separator and something on both its sides are asked for.
    private static bool IsPoolId(string text, char separator) =>
        IsVisible(text) && text.IndexOf(separator) is int index && index > 0 && index < text.Length - 1;

    private static bool IsVisible(string text)
    {
        foreach (char character in text)
        {
            if (char.IsWhiteSpace(character) || char.IsControl(character))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsAnyOf(string text, params ReadOnlySpan<string> accepted)
    {
        foreach (string one in accepted)
        {
            if (text.Equals(one, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
