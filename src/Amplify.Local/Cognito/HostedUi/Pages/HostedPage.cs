using System.Text;
using System.Text.Encodings.Web;
using Amplify.Local.Hosting;
using Microsoft.Extensions.Primitives;

namespace Amplify.Local.Cognito.HostedUi.Pages;

/// <summary>A page in the manner of the hosted ones: no script, nothing from elsewhere, in no frame.</summary>
internal static class HostedPage
{
    // No form-action: it would keep the browser from following the answer to a form to the application.
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; base-uri 'none'";

    private const string Style =
        "body{font:16px system-ui,sans-serif;background:#f2f3f5;margin:0}main{max-width:22rem;margin:10vh auto;padding:2rem;background:#fff;border-radius:8px}"
        + "h1{font-size:1.3rem;margin-top:0}label{display:block;margin-top:1rem}input,select{width:100%;box-sizing:border-box;padding:.5rem;font:inherit}"
        + "button{margin-top:1.5rem;width:100%;padding:.6rem;font:inherit}[role=alert]{color:#b00020}";

    public static string Encode(string text) => HtmlEncoder.Default.Encode(text);

    /// <param name="statusCode">The status.</param>
    /// <param name="title">The heading, not encoded.</param>
    /// <param name="body">What stands below it: HTML.</param>
    /// <param name="cookies">The cookies to set.</param>
    public static HttpAnswer Answer(int statusCode, string title, string body, params IEnumerable<string> cookies) => new()
    {
        StatusCode = statusCode,
        ContentType = "text/html; charset=utf-8",
        Headers =
        [
            new("Cache-Control", "no-store"),
            new("Content-Security-Policy", Policy),
            new("X-Content-Type-Options", "nosniff"),
            new("Referrer-Policy", "no-referrer"),
            .. cookies.Select(static cookie => new KeyValuePair<string, StringValues>("Set-Cookie", cookie)),
        ],
        Body = Encoding.UTF8.GetBytes(
            $"""
            <!DOCTYPE html>
            <html lang="en">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"><title>{Encode(title)}</title><style>{Style}</style></head>
            <body><main><h1>{Encode(title)}</h1>
            {body}
            </main></body>
            </html>
            """),
    };

    public static HttpAnswer Error(int statusCode, string message) =>
        Answer(statusCode, "An error was encountered with the requested page.", $"""<p role="alert">{Encode(message)}</p>""");

    /// <summary>A form that goes to where the page came from.</summary>
    /// <param name="csrf">What tells this page's form from another site's.</param>
    /// <param name="error">What was wrong with what was sent before, if anything.</param>
    /// <param name="fields">The fields: HTML.</param>
    /// <param name="button">What the button says, not encoded.</param>
    public static string Form(string csrf, string? error, string fields, string button) =>
        $"""
        {(error is null ? "" : $"""<p role="alert">{Encode(error)}</p>""")}
        <form method="post">
        <input type="hidden" name="_csrf" value="{Encode(csrf)}">
        {fields}
        <button type="submit">{Encode(button)}</button>
        </form>
        """;

    public static string Hidden(string name, string value) => $"""<input type="hidden" name="{Encode(name)}" value="{Encode(value)}">""";

    /// <summary>A field that the user fills in.</summary>
    public static string Field(string name, string label, string type = "text", string value = "", string autocomplete = "off", bool isRequired = true) =>
        $"""
        <label>{Encode(label)}<input name="{Encode(name)}" type="{type}" value="{Encode(value)}" autocomplete="{autocomplete}"{(isRequired ? " required" : "")}></label>
        """;
}
