using Microsoft.AspNetCore.Http;

namespace Amplify.AspNetCore.Cookies;

/// <summary>The attributes of the cookies that a session is kept in.</summary>
internal sealed class CookieAttributes
{
    private const int DefaultDays = 365;

    private readonly CookieStorageConfiguration? _settings;
    private readonly SameSiteMode _sameSite;
    private readonly TimeProvider _timeProvider;

    /// <param name="settings">The settings; without any, the cookies are this host's alone.</param>
    /// <param name="timeProvider">The clock that they expire by.</param>
    /// <exception cref="AmplifyConfigurationException">The SameSite attribute is not one.</exception>
    public CookieAttributes(CookieStorageConfiguration? settings, TimeProvider timeProvider)
    {
        _settings = settings;
        _sameSite = settings is null ? SameSiteMode.Lax : SameSiteOf(settings.SameSite);
        _timeProvider = timeProvider;
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

    private static SameSiteMode SameSiteOf(string? text) => text?.ToUpperInvariant() switch
    {
        null => SameSiteMode.Unspecified,
        "STRICT" => SameSiteMode.Strict,
        "LAX" => SameSiteMode.Lax,
        "NONE" => SameSiteMode.None,
        _ => throw new AmplifyConfigurationException(
            $"Auth.CookieStorage.SameSite must be \"strict\", \"lax\" or \"none\"; it is \"{text}\".")
        { Key = "Auth.CookieStorage.SameSite" },
    };
}
