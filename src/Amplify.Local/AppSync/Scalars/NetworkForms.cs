using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Amplify.Local.AppSync.Scalars;

/// <summary>The forms of URLs and IP addresses.</summary>
internal static class NetworkForms
{
    public static bool IsUrl(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? url)
        && text.StartsWith($"{url.Scheme}:", StringComparison.OrdinalIgnoreCase)
        && !url.AbsolutePath.Contains("//", StringComparison.Ordinal);

    public static bool IsAddress(string text)
    {
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        string address = slash < 0 ? text : text[..slash];
        if (!IPAddress.TryParse(address, out IPAddress? parsed))
        {
            return false;
        }

        bool isFour = parsed.AddressFamily == AddressFamily.InterNetwork;

        // .NET takes 10.1 and 0x0a000001 for addresses too.
        return (!isFour || parsed.ToString() == address) && (slash < 0 || IsPrefix(text[(slash + 1)..], isFour ? 32 : 128));
    }

    private static bool IsPrefix(string text, int longest) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int length) && length <= longest;
}
