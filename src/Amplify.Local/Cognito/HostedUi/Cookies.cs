using System.Globalization;
using Amplify.Local.Hosting;

namespace Amplify.Local.Cognito.HostedUi;

/// <summary>The cookies of the hosted pages. Scripts cannot read them, and another site's forms do not send them.</summary>
internal sealed class Cookies(bool isSecure)
{
    private readonly string _attributes = isSecure ? "; Path=/; HttpOnly; SameSite=Lax; Secure" : "; Path=/; HttpOnly; SameSite=Lax";

    public string Set(string name, string value, TimeSpan? maxAge = null) => maxAge is { } age
        ? string.Create(CultureInfo.InvariantCulture, $"{name}={value}{_attributes}; Max-Age={(long)age.TotalSeconds}")
        : $"{name}={value}{_attributes}";

    public string Clear(string name) => Set(name, "", TimeSpan.Zero);

    public static string? Find(LocalRequest request, string name)
    {
        foreach (KeyValuePair<string, string> header in request.Headers)
        {
            if (header.Key.Equals("Cookie", StringComparison.OrdinalIgnoreCase) && Find(header.Value, name) is { } value)
            {
                return value;
            }
        }

        return null;
    }

    private static string? Find(string cookies, string name)
    {
        foreach (string cookie in cookies.Split(';', StringSplitOptions.TrimEntries))
        {
            if (cookie.Length > name.Length + 1 && cookie[name.Length] == '=' && cookie.StartsWith(name, StringComparison.Ordinal))
            {
                return cookie[(name.Length + 1)..];
            }
        }

        return null;
    }
}
