using System.Net.Http.Headers;
using System.Text.Json;
using Amplify.Core.Json;

namespace Amplify.Api.Rest;

/// <summary>Turns what a caller gives as body into what is sent.</summary>
internal static class RestBody
{
    private const string Json = "application/json";
    private const string Bytes = "application/octet-stream";

    /// <param name="body">The body, or <see langword="null"/>.</param>
    /// <param name="contentType">The content type that the caller's headers name, or <see langword="null"/>.</param>
    /// <param name="json">How values are written.</param>
    /// <exception cref="AmplifyConfigurationException">There is no JSON type information for the body's type.</exception>
    public static HttpContent? Create(object? body, string? contentType, JsonSerializerOptions json) => body switch
    {
        null => null,
        HttpContent content => content,
        Stream stream => Typed(new StreamContent(stream), Bytes),
        byte[] bytes => Typed(new ByteArrayContent(bytes), Bytes),
        ReadOnlyMemory<byte> memory => Typed(new ReadOnlyMemoryContent(memory), Bytes),
        Memory<byte> memory => Typed(new ReadOnlyMemoryContent(memory), Bytes),
        string text when contentType is not null && !IsJson(contentType) => new StringContent(text),
        _ => Typed(new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, json.InfoOf(body.GetType()))), Json),
    };

    private static HttpContent Typed(HttpContent content, string type)
    {
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        return content;
    }

    private static bool IsJson(string contentType)
    {
        ReadOnlySpan<char> type = contentType;
        int parameters = type.IndexOf(';');
        type = (parameters < 0 ? type : type[..parameters]).Trim();
        return type.Equals(Json, StringComparison.OrdinalIgnoreCase) || type.EndsWith("+json", StringComparison.OrdinalIgnoreCase);
    }
}
