using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Amplify.Local.Hosting;

namespace Amplify.Local.Cognito.HostedUi.Pages;

/// <summary>Tells forms of these pages from those of another site: only this site can read the cookie that its forms repeat.</summary>
internal sealed class FormProtection(Cookies cookies)
{
    public const string Field = "_csrf";

    private const string Cookie = "XSRF-TOKEN";
    private const int Bytes = 32;

    /// <summary>Gives what a form has to repeat; the cookie stays the same, so that several pages can be open.</summary>
    /// <param name="request">The request for the page.</param>
    /// <param name="set">The cookie to set with the page.</param>
    public string Begin(LocalRequest request, out string set)
    {
        string token = Cookies.Find(request, Cookie) ?? Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));
        set = cookies.Set(Cookie, token);
        return token;
    }

    // Cookies do not tell ports apart: a page of another server on this machine can set this one's, but not what the browser says of it.
    public static bool IsOurs(LocalRequest request, string? field) =>
        field is not null
        && request.Header("Sec-Fetch-Site") is null or "same-origin"
        && Cookies.Find(request, Cookie) is { } token
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(field));
}
