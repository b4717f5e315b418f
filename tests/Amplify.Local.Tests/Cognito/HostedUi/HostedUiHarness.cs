using System.Net;
using System.Text.RegularExpressions;
using Amplify.Local.Tests.Support;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.Tokens;

namespace Amplify.Local.Tests.Cognito.HostedUi;

/// <summary>A backend whose hosted pages are visited as a browser does, with a cookie jar and no script.</summary>
internal sealed partial class HostedUiHarness : IAsyncDisposable
{
    public const string Callback = "http://localhost:3000/callback";
    public const string Password = "P@ssw0rd!";
    public const string Verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    public const string Challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    private readonly Dictionary<string, string> _cookies = new(StringComparer.Ordinal);

    private HostedUiHarness(Harness harness, FakeTimeProvider time)
    {
        Harness = harness;
        Time = time;
    }

    public Harness Harness { get; }

    public FakeTimeProvider Time { get; }

    public LocalUserPool Pool => Harness.Backend.UserPool;

    public string ClientId => Pool.ClientId;

    public IReadOnlyDictionary<string, string> CookieJar => _cookies;

    public static async Task<HostedUiHarness> StartAsync(
        LocalOAuthOptions? oauth = null,
        Func<LocalUserPoolClient[]>? more = null,
        LocalMfaMode mfa = LocalMfaMode.Off,
        IReadOnlyList<LocalUserPoolProvider>? providers = null,
        string? dataFile = null)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero));
        var harness = new HostedUiHarness(
            await Harness.StartAsync(new LocalBackendOptions
            {
                TimeProvider = time,
                DataFile = dataFile,
                UserPool = new LocalUserPoolOptions
                {
                    Mfa = mfa,
                    IdentityProviders = providers ?? [],
                    Clients =
                    [
                        new("web") { OAuth = oauth ?? new() { CallbackUrls = [Callback, "myapp://signed-in/"], LogoutUrls = ["http://localhost:3000/bye"] } },
                        .. more?.Invoke() ?? [],
                    ],
                },
            }),
            time);
        if (harness.Pool.FindUser("jane") is null)
        {
            harness.Pool.AddUser("jane", Password, new Dictionary<string, string> { ["email"] = "jane@example.com", ["name"] = "Jane <J>" });
        }

        return harness;
    }

    /// <summary>Visits with the browser of another harness.</summary>
    public void Borrow(IReadOnlyDictionary<string, string> cookies)
    {
        foreach ((string name, string value) in cookies)
        {
            _cookies[name] = value;
        }
    }

    /// <summary>The query of a request for a code, with what is given changed or, where it is <see langword="null"/>, left out.</summary>
    public string Query(params (string Name, string? Value)[] changes)
    {
        var parameters = new Dictionary<string, string?>
        {
            ["response_type"] = "code",
            ["client_id"] = ClientId,
            ["redirect_uri"] = Callback,
            ["scope"] = "openid email",
            ["state"] = "a b&c=ü",
            ["code_challenge"] = Challenge,
            ["code_challenge_method"] = "S256",
        };
        foreach ((string name, string? value) in changes)
        {
            parameters[name] = value;
        }

        return string.Join('&', parameters.Where(entry => entry.Value is not null).Select(entry => $"{entry.Key}={Uri.EscapeDataString(entry.Value!)}"));
    }

    public Task<Reply> AuthorizeAsync(params (string Name, string? Value)[] changes) => VisitAsync("GET", "/oauth2/authorize?" + Query(changes));

    public async Task<Reply> VisitAsync(string method, string target, params (string Name, string Value)[] form)
    {
        HttpRequestMessage request = Harness.Request(method, target);
        if (_cookies.Count > 0)
        {
            request.Headers.Add("Cookie", string.Join("; ", _cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        }

        if (method == "POST")
        {
            request.Content = Form(form);
        }

        Reply reply = await Harness.SendAsync(request);
        foreach (string cookie in reply.Values("Set-Cookie"))
        {
            Keep(cookie);
        }

        return reply;
    }

    /// <summary>Opens the sign-in page, fills it in and sends it.</summary>
    public async Task<Reply> SignInAsync(string username = "jane", string password = Password, params (string Name, string? Value)[] changes)
    {
        string target = "/login?" + Query(changes);
        return await SubmitAsync(await VisitAsync("GET", target), target, ("username", username), ("password", password));
    }

    /// <summary>Sends a page's form, its hidden fields included.</summary>
    public Task<Reply> SubmitAsync(Reply page, string target, params (string Name, string Value)[] fields) => VisitAsync(
        "POST",
        target,
        [.. HiddenField().Matches(page.Text).Select(match => (match.Groups[1].Value, WebUtility.HtmlDecode(match.Groups[2].Value))), .. fields]);

    public async Task<string> CodeAsync(params (string Name, string? Value)[] changes) => ParametersOf(await SignInAsync(changes: changes))["code"];

    public Task<Reply> TokenAsync(params (string Name, string Value)[] form) => PostAsync("/oauth2/token", null, form);

    public Task<Reply> ExchangeAsync(string code, string? verifier = Verifier, string redirectUri = Callback, string? clientId = null) => TokenAsync([
        ("grant_type", "authorization_code"),
        ("client_id", clientId ?? ClientId),
        ("code", code),
        ("redirect_uri", redirectUri),
        .. verifier is null ? [] : new[] { ("code_verifier", verifier) }]);

    public Task<Reply> PostAsync(string path, string? authorization, params (string Name, string Value)[] form)
    {
        HttpRequestMessage request = Harness.Request("POST", path);
        request.Content = Form(form);
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        return Harness.SendAsync(request);
    }

    public Task<Reply> UserInfoAsync(string? authorization)
    {
        HttpRequestMessage request = Harness.Request("GET", "/oauth2/userInfo");
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        return Harness.SendAsync(request);
    }

    /// <summary>Reads the parameters of where an answer leads, behind <c>?</c> or <c>#</c>.</summary>
    public static Dictionary<string, string> ParametersOf(Reply reply, char separator = '?')
    {
        Assert.Equal(302, reply.Code);
        string location = reply.Header("Location")!;
        return location[(location.IndexOf(separator, StringComparison.Ordinal) + 1)..].Split('&').Select(pair => pair.Split('=', 2))
            .ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair[1]));
    }

    public static System.Text.Json.JsonElement ClaimsOf(string token) => System.Text.Json.JsonElement.Parse(Base64UrlEncoder.Decode(token.Split('.')[1]));

    public ValueTask DisposeAsync() => Harness.DisposeAsync();

    private static FormUrlEncodedContent Form((string Name, string Value)[] form) =>
        new(form.Select(field => KeyValuePair.Create(field.Name, field.Value)));

    private void Keep(string cookie)
    {
        string[] pair = cookie.Split(';')[0].Split('=', 2);
        if (cookie.Contains("Max-Age=0", StringComparison.Ordinal))
        {
            _cookies.Remove(pair[0]);
        }
        else
        {
            _cookies[pair[0]] = pair[1];
        }
    }

    [GeneratedRegex("""<input type="hidden" name="([^"]*)" value="([^"]*)">""")]
    private static partial Regex HiddenField();
}
