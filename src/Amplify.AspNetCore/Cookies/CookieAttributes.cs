using Microsoft.AspNetCore.Http;

namespace Amplify.AspNetCore.Cookies;

/// <summary>The attributes of the cookies that a session is kept in.</summary>
internal sealed class CookieAttributes
{
    private const int DefaultDays = 365;
    private const int MostDays = 3650;

    private readonly CookieStorageConfiguration? _settings;
    private readonly SameSiteMode _sameSite;
    private readonly TimeProvider _timeProvider;

    /// <param name="settings">The settings; without any, the cookies are this host's alone.</param>
    /// <param name="timeProvider">The clock that they expire by.</param>
    /// <exception cref="AmplifyConfigurationException">An attribute is not one that browsers take.</exception>
    public CookieAttributes(CookieStorageConfiguration? settings, TimeProvider timeProvider)
    {
        _settings = settings;
        _sameSite = settings is null ? SameSiteMode.Lax : SameSiteOf(settings);
        _timeProvider = timeProvider;
        if (settings is not null)
        {
            Check(settings);
        }
    }

    public CookieOptions Create() => new()
    {
        Domain = _settings?.Domain,
        Path = _settings?.Path ?? "/",
        Expires = _timeProvider.GetUtcNow().AddDays(_settings?.Expires ?? DefaultDays),
        Secure = _settings?.Secure ?? true,
        SameSite = _sameSite,
        HttpOnly = true,

        // Signing in is what the visitor asked for: it takes no consent.
        IsEssential = true,
    };

    private static SameSiteMode SameSiteOf(CookieStorageConfiguration settings) => settings.SameSite?.ToUpperInvariant() switch
    {
        null => SameSiteMode.Unspecified,
        "STRICT" => SameSiteMode.Strict,
        "LAX" => SameSiteMode.Lax,
        "NONE" when settings.Secure => SameSiteMode.None,
        "NONE" => throw Wrong("SameSite", "can be \"none\" only with Secure: browsers refuse such a cookie otherwise"),
        _ => throw Wrong("SameSite", $"must be \"strict\", \"lax\" or \"none\"; it is \"{settings.SameSite}\""),
    };

    private static void Check(CookieStorageConfiguration settings)
    {
        if (!IsAttribute(settings.Domain))
        {
            throw Wrong("Domain", $"must be the domain that the cookies are sent to, such as \"example.com\"; it is \"{settings.Domain}\"");
        }

        if (!IsAttribute(settings.Path) || settings.Path[0] != '/')
        {
            throw Wrong("Path", $"must begin with a slash; it is \"{settings.Path}\"");
        }

        if (settings.Expires is < 1 or > MostDays)
        {
            throw Wrong("Expires", FormattableString.Invariant($"must be a number of days from 1 to {MostDays}; it is {settings.Expires}"));
        }
    }

    // A semicolon would begin another attribute.
    private static bool IsAttribute(string? text) => !string.IsNullOrEmpty(text) && text.All(static character => character is > ' ' and < '\x7f' and not ';');

    private static AmplifyConfigurationException Wrong(string name, string problem) =>
        new($"Auth.CookieStorage.{name} {problem}.") { Key = $"Auth.CookieStorage.{name}" };
}
