using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using Amplify.Local.ApiGateway.Events;
using Amplify.Local.Hosting;

namespace Amplify.Local.Realtime;

/// <summary>
/// Reads the credentials of a connection from where its client put them: a sub-protocol <c>header-…</c>, the query string, or the headers
/// of the request itself.
/// </summary>
internal static class HandshakeHeaders
{
    private const string Prefix = "header-";
    private const string NoBody = "{}";

    public static bool TryRead(
        LocalRequest request,
        IReadOnlyList<string> subProtocols,
        [NotNullWhen(true)] out SignedFrame? read,
        [NotNullWhen(false)] out RealtimeError? error)
    {
        MultiMap query = QueryString.Parse(request.Target.Query);
        string? carried = subProtocols.FirstOrDefault(static name => name.StartsWith(Prefix, StringComparison.Ordinal))?[Prefix.Length..]
            ?? query.Find("header")?[^1];
        string? body = query.Find("payload")?[^1] is { } payload ? Decode(payload) : NoBody;
        read = carried is null ? OfRequest(request) : OfJson(Decode(carried), body);
        error = read is not null ? null : carried is null ? RealtimeError.MissingHeaders : RealtimeError.UnreadableHeaders;
        if (read is not null && !read.Has("host"))
        {
            (read, error) = (null, RealtimeError.MissingHeaders);
        }

        return read is not null;
    }

    private static SignedFrame? OfRequest(LocalRequest request) =>
        request.Header("Authorization") is null && request.Header("x-api-key") is null ? null : new SignedFrame(request.Headers, NoBody);

    private static SignedFrame? OfJson(string? json, string? body)
    {
        if (json is null || body is null)
        {
            return null;
        }

        try
        {
            using JsonDocument document = JsonInput.Parse(Encoding.UTF8.GetBytes(json));
            return document.RootElement.ValueKind == JsonValueKind.Object ? SignedFrame.Of(document.RootElement, body) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // Both alphabets of base64 are about, with and without padding.
    private static string? Decode(string text)
    {
        string url = text.Replace('+', '-').Replace('/', '_').Replace(' ', '-').TrimEnd('=');
        return Base64Url.IsValid(url) ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(url)) : null;
    }
}
