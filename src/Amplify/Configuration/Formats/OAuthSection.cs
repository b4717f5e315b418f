using Amplify.Configuration.Settings;

namespace Amplify.Configuration.Formats;

/// <summary>The user pool's own pages: the same things in all formats, by other names.</summary>
internal static class OAuthSection
{
    /// <summary>Reads the section, or gives <see langword="null"/> when it names no domain: tools write an empty one where nothing is configured.</summary>
    public static OAuthConfiguration? Read(Setting section, string domain, string scopes, string redirectSignIn, string redirectSignOut)
    {
        if (!section.IsSet || section[domain].Text(SettingRule.OAuthDomain) is not { } name)
        {
            return null;
        }

        return new OAuthConfiguration
        {
            Domain = name,
            Scopes = [.. section[scopes].Items().Select(static item => item.RequiredText(SettingRule.Name))],
            RedirectSignIn = Redirects(section[redirectSignIn]),
            RedirectSignOut = Redirects(section[redirectSignOut]),
        };
    }

    // A list, or as aws-exports.js has it one text with commas.
    private static List<string> Redirects(Setting setting)
    {
        string[] texts = setting.IsText
            ? [setting.RequiredText(SettingRule.RedirectUrls)]
            : [.. setting.Items().Select(static item => item.RequiredText(SettingRule.RedirectUrls))];
        return [.. texts.SelectMany(static text => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];
    }
}
