using System.Net;
using System.Text.RegularExpressions;

namespace Amplify.Testing;

/// <summary>A user at the hosted pages, with a browser that keeps cookies and runs no script.</summary>
internal sealed partial class HostedPages(string username, string password) : IDisposable
{
    private readonly HttpClient _browser = new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Gets the pages that the user was asked at to sign in.</summary>
    public int SignIns { get; private set; }

    /// <summary>Signs in where a page asks to.</summary>
    /// <returns>The URL that the pages send the user back to.</returns>
    public async Task<Uri> SignInAsync(Uri page)
    {
        Uri at = page;
        FormUrlEncodedContent? form = null;
        while (true)
        {
            using HttpResponseMessage answer = await (form is null ? _browser.GetAsync(at, Token) : _browser.PostAsync(at, form, Token));
            if (answer.StatusCode == HttpStatusCode.Found)
            {
                at = new Uri(at, answer.Headers.Location!);
                form = null;
                if (at.Authority != page.Authority)
                {
                    return at;
                }
            }
            else
            {
                form = FillIn(await answer.Content.ReadAsStringAsync(Token));
            }
        }
    }

    /// <summary>Follows where a page leads at once, out of the hosted pages.</summary>
    public async Task<Uri> FollowAsync(Uri page)
    {
        using HttpResponseMessage answer = await _browser.GetAsync(page, Token);
        return answer.Headers.Location!;
    }

    public async Task<string> ReadAsync(Uri page) => await (await _browser.GetAsync(page, Token)).Content.ReadAsStringAsync(Token);

    public void Dispose() => _browser.Dispose();

    private FormUrlEncodedContent FillIn(string page)
    {
        Assert.Contains("type=\"password\"", page, StringComparison.Ordinal);
        SignIns++;
        return new FormUrlEncodedContent(
        [
            .. HiddenField().Matches(page).Select(static field => KeyValuePair.Create(field.Groups[1].Value, WebUtility.HtmlDecode(field.Groups[2].Value))),
            new("username", username),
            new("password", password),
        ]);
    }

    [GeneratedRegex("""<input type="hidden" name="([^"]*)" value="([^"]*)">""")]
    private static partial Regex HiddenField();
}
