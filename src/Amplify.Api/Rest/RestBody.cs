using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Amplify.Core.Json;

namespace Amplify.Api.Rest;

/// <summary>
/// The body of a call: turns what a caller gives into what is sent, once, so that every attempt sends the same. Whatever the caller gave stays the
/// caller's to dispose of.
/// </summary>
internal sealed class RestBody(object value, JsonSerializerOptions json)
{
    private const string Json = "application/json";
    private const string Bytes = "application/octet-stream";
    private const string Form = "application/x-www-form-urlencoded";

    // A file is read in few large pieces: going to the thread pool for each costs as much as hashing 64 KiB.
    private const int ReadSize = 256 * 1024;

    private HttpContent? _content;

    /// <summary>Gets whether the caller made the content, with headers of its own.</summary>
    public bool IsContent => value is HttpContent;

    /// <param name="contentType">The content type that the caller's headers name, or <see langword="null"/>.</param>
    /// <exception cref="AmplifyConfigurationException">There is no JSON type information for the body's type.</exception>
    /// <exception cref="ArgumentException">The body is a string to be sent in a character set that is not known.</exception>
    public HttpContent ContentFor(string? contentType) => _content ??= Create(contentType);

    private HttpContent Create(string? contentType) => value switch
    {
        HttpContent content => content,
        Stream stream => Typed(new StreamContent(stream, ReadSize), Bytes),
        byte[] bytes => Typed(new ByteArrayContent(bytes), Bytes),
        ReadOnlyMemory<byte> memory => Typed(new ReadOnlyMemoryContent(memory), Bytes),
        Memory<byte> memory => Typed(new ReadOnlyMemoryContent(memory), Bytes),
        string text when contentType is not null && !IsJson(MediaTypeOf(contentType)) => new StringContent(text, EncodingOf(contentType)),
        IEnumerable<KeyValuePair<string, string>> fields when contentType is not null && IsForm(MediaTypeOf(contentType)) => new FormUrlEncodedContent(fields),
        _ => Typed(new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(value, json.InfoOf(value.GetType()))), Json),
    };

    private static HttpContent Typed(HttpContent content, string type)
    {
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        return content;
    }

    private static Encoding EncodingOf(string contentType)
    {
        string? charSet = MediaTypeHeaderValue.TryParse(contentType, out MediaTypeHeaderValue? type) ? type.CharSet?.Trim('"') : null;
        try
        {
            return string.IsNullOrEmpty(charSet) ? Encoding.UTF8 : Encoding.GetEncoding(charSet);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw new ArgumentException(
                $"The body is a string, and the character set '{charSet}' that Content-Type names is not known on this platform. Name utf-8, or give the bytes.",
                nameof(contentType),
                e);
        }
    }

    private static ReadOnlySpan<char> MediaTypeOf(string contentType)
    {
        ReadOnlySpan<char> type = contentType;
        int parameters = type.IndexOf(';');
        return (parameters < 0 ? type : type[..parameters]).Trim();
    }

    private static bool IsJson(ReadOnlySpan<char> type) =>
        type.Equals(Json, StringComparison.OrdinalIgnoreCase) || type.EndsWith("+json", StringComparison.OrdinalIgnoreCase);

    private static bool IsForm(ReadOnlySpan<char> type) => type.Equals(Form, StringComparison.OrdinalIgnoreCase);
}
