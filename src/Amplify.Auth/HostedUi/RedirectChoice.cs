using System.Net;

namespace Amplify.Auth.HostedUi;

/// <summary>Chooses where the hosted pages send the user back to.</summary>
internal static class RedirectChoice
{
    /// <exception cref="AmplifyConfigurationException">There is none.</exception>
    public static Uri Any(string? asked, string configured, string key) =>
        Find(asked, configured, static _ => true) ?? throw Missing(key, "URL that the hosted pages may send the user back to");

    /// <summary>Chooses one that this machine can listen at.</summary>
    /// <exception cref="AmplifyConfigurationException">There is none.</exception>
    public static Uri OnThisMachine(string? asked, string configured, string key) =>
        Find(asked, configured, IsOnThisMachine) ?? throw Missing(key, "URL on this machine that the hosted pages may send the user back to, such as http://127.0.0.1:3000/");

    private static Uri? Find(string? asked, string configured, Predicate<Uri> fits)
    {
        string[] candidates = asked is null ? configured.Split(' ', StringSplitOptions.RemoveEmptyEntries) : [asked];
        foreach (string candidate in candidates)
        {
            if (Uri.TryCreate(candidate, UriKind.Absolute, out Uri? url) && fits(url))
            {
                return url;
            }
        }

        return null;
    }

    // Any other name may lead elsewhere by the time that the browser looks it up.
    private static bool IsOnThisMachine(Uri url) => url.Scheme == Uri.UriSchemeHttp
        && (url.Host == "localhost" || (IPAddress.TryParse(url.IdnHost, out IPAddress? address) && IPAddress.IsLoopback(address)));

    private static AmplifyConfigurationException Missing(string key, string what) =>
        new($"There is no {what}. Register one with the app client, and set {key}, or RedirectUri in the options of the call.") { Key = key };
}
