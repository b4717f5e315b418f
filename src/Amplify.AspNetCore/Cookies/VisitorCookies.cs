using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Amplify.AspNetCore.Cookies;

/// <summary>
/// The cookies of one visitor: those that came with the request, and those that go back when its response begins. A value too long for one cookie is
/// spread over several.
/// </summary>
/// <remarks>
/// Nothing of the request is held on to: a server uses the object again, for another visitor's request. All cookies are written when the response
/// begins, so that each is set once, and a page that tells of an error, for which the headers are cleared, does not lose them.
/// </remarks>
internal sealed class VisitorCookies
{
    public const string Prefix = "Amplify.";

    // Browsers take 4,096 bytes a cookie, some with the attributes counted in. Servers take some 32 KB of headers in all.
    private const int LargestCookie = 4050;
    private const int MostParts = 5;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, string> _cookies = new(StringComparer.Ordinal);
    private readonly HashSet<string> _changed = new(StringComparer.Ordinal);
    private readonly CookieAttributes _attributes;
    private bool _isOpen;

    /// <param name="context">The request, or <see langword="null"/> where there is none.</param>
    /// <param name="attributes">The cookies' attributes.</param>
    public VisitorCookies(HttpContext? context, CookieAttributes attributes)
    {
        _attributes = attributes;
        if (context is null)
        {
            return;
        }

        foreach ((string name, string value) in context.Request.Cookies)
        {
            if (name.StartsWith(Prefix, StringComparison.Ordinal))
            {
                _cookies[name] = value;
            }
        }

        if (!context.Response.HasStarted)
        {
            _isOpen = true;
            context.Response.OnStarting(SendAsync, context.Response);
        }
    }

    /// <summary>Gives the value as far as its parts are there: that it is whole is for the caller to see.</summary>
    public string? Read(string name)
    {
        lock (_lock)
        {
            if (!_cookies.TryGetValue(name, out string? first))
            {
                return null;
            }

            // One digit tells how many parts there are.
            int count = first.Length > 0 ? first[0] - '0' : 0;
            return count is < 1 or > MostParts
                ? ""
                : first[1..] + string.Concat(Enumerable.Range(1, count - 1).Select(part => _cookies.GetValueOrDefault(PartName(name, part))));
        }
    }

    /// <summary>Sets a value, for this request at least.</summary>
    /// <returns>Whether the browser will have it: until the response begins.</returns>
    /// <exception cref="ArgumentException">The value is too long; there is none under the name now.</exception>
    public bool Write(string name, string value)
    {
        int room = Math.Max(1, LargestCookie - _attributes.Create().CreateCookieHeader(PartName(name, MostParts), "0").ToString().Length);
        string[] parts = [.. value.Chunk(room).Select(static part => new string(part))];
        lock (_lock)
        {
            if (parts.Length > MostParts)
            {
                ReplaceParts(name, []);
                throw new ArgumentException($"It takes {value.Length} bytes, and {MostParts} cookies hold {MostParts * room}.", nameof(value));
            }

            parts[0] = parts.Length.ToString(CultureInfo.InvariantCulture) + parts[0];
            ReplaceParts(name, parts);
            return _isOpen;
        }
    }

    /// <summary>Removes a value with all its parts, for this request at least.</summary>
    /// <returns>Whether the browser has it no more: until the response begins.</returns>
    public bool Remove(string name)
    {
        lock (_lock)
        {
            return !ReplaceParts(name, []) || _isOpen;
        }
    }

    private static string PartName(string name, int part) => part == 0 ? name : FormattableString.Invariant($"{name}.{part}");

    private bool ReplaceParts(string name, ReadOnlySpan<string> parts)
    {
        bool changed = false;
        for (int part = 0; part < MostParts; part++)
        {
            string partName = PartName(name, part);
            if (part < parts.Length)
            {
                _cookies[partName] = parts[part];
            }
            else if (!_cookies.Remove(partName))
            {
                continue;
            }

            _changed.Add(partName);
            changed = true;
        }

        return changed;
    }

    private Task SendAsync(object response)
    {
        lock (_lock)
        {
            _isOpen = false;
            if (_changed.Count > 0)
            {
                Send((HttpResponse)response);
            }
        }

        return Task.CompletedTask;
    }

    private void Send(HttpResponse response)
    {
        CookieOptions attributes = _attributes.Create();
        foreach (string name in _changed)
        {
            if (_cookies.TryGetValue(name, out string? value))
            {
                response.Cookies.Append(name, value, attributes);
            }
            else
            {
                response.Cookies.Delete(name, attributes);
            }
        }

        // Kept by a cache, the answer would sign its other visitors in.
        response.Headers.CacheControl = "no-store";
    }
}
