using System.Text;
using Amplify.Local.Hosting;
using Microsoft.Extensions.Primitives;

namespace Amplify.Local.Cognito.HostedUi;

/// <summary>Sends a browser elsewhere.</summary>
internal static class Redirect
{
    public static HttpAnswer To(string location, params IEnumerable<string> cookies) => new()
    {
        StatusCode = 302,
        ContentType = null,
        Headers =
        [
            new("Location", location),
            new("Cache-Control", "no-store"),
            .. cookies.Select(static cookie => new KeyValuePair<string, StringValues>("Set-Cookie", cookie)),
        ],
    };

    /// <summary>Appends parameters to a URL, leaving out those without a value.</summary>
    /// <param name="url">The URL.</param>
    /// <param name="separator">What stands before the first parameter: <c>?</c> or <c>#</c>.</param>
    /// <param name="parameters">The parameters, not encoded.</param>
    public static string Append(string url, char separator, params ReadOnlySpan<(string Name, string? Value)> parameters)
    {
        var text = new StringBuilder(url);
        char next = separator == '?' && url.Contains('?', StringComparison.Ordinal) ? '&' : separator;
        foreach ((string name, string? value) in parameters)
        {
            if (value is not null)
            {
                text.Append(next).Append(name).Append('=').Append(Uri.EscapeDataString(value));
                next = '&';
            }
        }

        return text.ToString();
    }
}
