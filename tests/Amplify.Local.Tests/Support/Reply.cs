using System.Net;
using System.Text;
using System.Text.Json;

namespace Amplify.Local.Tests.Support;

/// <summary>An answer, read to its end.</summary>
internal sealed class Reply(HttpResponseMessage response, byte[] body)
{
    public HttpStatusCode Status { get; } = response.StatusCode;

    public int Code => (int)Status;

    public byte[] Bytes { get; } = body;

    public string Text => Encoding.UTF8.GetString(Bytes);

    public JsonElement Json => JsonDocument.Parse(Bytes).RootElement;

    public string? ErrorType => Header("x-amzn-ErrorType");

    public string? Message => Json.GetProperty("message").GetString();

    public string? Header(string name) => Values(name) is { Length: > 0 } values ? string.Join(", ", values) : null;

    public string[] Values(string name) => response.Headers.TryGetValues(name, out IEnumerable<string>? values)
        || response.Content.Headers.TryGetValues(name, out values)
            ? [.. values]
            : [];

    /// <summary>Fails unless this is the refusal that is expected, as API Gateway words it.</summary>
    public void ShouldBe(int status, string? errorType, string body)
    {
        Assert.Equal(status, Code);
        Assert.Equal(errorType, ErrorType);
        Assert.Equal(body, Text);
        Assert.Equal("application/json", Header("Content-Type"));
        Assert.Matches("^[0-9a-f-]{36}$", Header("x-amzn-RequestId"));
    }
}
