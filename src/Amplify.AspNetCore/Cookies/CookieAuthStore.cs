using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Amplify.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging;

namespace Amplify.AspNetCore.Cookies;

/// <summary>Keeps values in cookies of one visitor, which nobody without the server's keys can read or make.</summary>
internal sealed class CookieAuthStore(VisitorCookies cookies, IDataProtectionProvider protection, ILogger logger) : IAuthStore
{
    private const int HashLength = 16;

    public ValueTask<string?> GetAsync(string key, CancellationToken cancellationToken = default)
    {
        string name = NameOf(key);
        if (cookies.Read(name) is not { } text)
        {
            return new((string?)null);
        }

        try
        {
            return new(ProtectorOf(key).Unprotect(text));
        }
        catch (CryptographicException e)
        {
            logger.CookieRefused(name, e.Message);
            cookies.Remove(name);
            return new((string?)null);
        }
    }

    public ValueTask SetAsync(string key, string value, CancellationToken cancellationToken = default)
    {
        string name = NameOf(key);
        try
        {
            return cookies.Write(name, ProtectorOf(key).Protect(value)) ? ValueTask.CompletedTask : throw TooLate("kept");
        }
        catch (CryptographicException e)
        {
            // What is there already may be another user's.
            cookies.Remove(name);
            throw Unavailable($"The value cannot be protected: {e.Message} Check the keys of ASP.NET Core Data Protection.", e);
        }
        catch (ArgumentException e)
        {
            throw Unavailable($"The value is too large for cookies: {e.Message} Have the pool put less into tokens, or set AmplifyOptions.Store.", e);
        }
    }

    public ValueTask RemoveAsync(string key, CancellationToken cancellationToken = default) =>
        cookies.Remove(NameOf(key)) ? ValueTask.CompletedTask : throw TooLate("removed");

    // A key may hold a user's name, in any letters; the cookie's name is for everyone to see, and short.
    private static string NameOf(string key) =>
        VisitorCookies.Prefix + Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, HashLength));

    private static AmplifyAuthException TooLate(string what) => Unavailable(
        $"The value cannot be {what} in the visitor's cookies: there is no request, or its response has begun. Sign in and out before anything is written to the response; in Blazor in a page that is rendered on the server or an endpoint, not in an interactive component.",
        null);

    private static AmplifyAuthException Unavailable(string message, Exception? cause) => new(message, AmplifyAuthReason.StoreUnavailable, cause);

    // Bound to its key: no cookie does for another one.
    private IDataProtector ProtectorOf(string key) => protection.CreateProtector("Amplify.AspNetCore.Cookies", key);
}
