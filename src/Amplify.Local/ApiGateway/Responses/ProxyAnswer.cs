using System.Text;
using Amplify.Local.Hosting;
using Microsoft.Extensions.Primitives;

namespace Amplify.Local.ApiGateway.Responses;

/// <summary>Turns a handler's response into what goes over the wire.</summary>
internal static class ProxyAnswer
{
    public static HttpAnswer From(ProxyResponse response, bool decodeBase64, string traceId)
    {
        if (response.StatusCode is < 200 or > 599)
        {
            throw new MalformedProxyResponseException($"The status {response.StatusCode} is not one of 200 to 599.");
        }

        string contentType = HttpAnswer.Json;
        var headers = new List<KeyValuePair<string, StringValues>>(response.Headers.Count + response.MultiValueHeaders.Count + 1)
        {
            new("X-Amzn-Trace-Id", $"{traceId};Sampled=0"),
        };
        foreach (KeyValuePair<string, IReadOnlyList<string>> header in response.MultiValueHeaders)
        {
            foreach (string value in header.Value)
            {
                Add(header.Key, value);
            }
        }

        foreach (KeyValuePair<string, string> header in response.Headers)
        {
            Add(header.Key, header.Value);
        }

        return new HttpAnswer { StatusCode = response.StatusCode, ContentType = contentType, Headers = headers, Body = Body(response, decodeBase64) };

        void Add(string name, string value)
        {
            ResponseHeaders.Check(name, value);
            if (name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase))
            {
                contentType = value;
            }
            else if (ResponseHeaders.NameOf(name) is { } sent)
            {
                headers.Add(new(sent, value));
            }
        }
    }

    private static ReadOnlyMemory<byte> Body(ProxyResponse response, bool decodeBase64)
    {
        if (response.Body is null)
        {
            return response.Utf8Body;
        }

        if (!(response.IsBase64Encoded && decodeBase64))
        {
            return Encoding.UTF8.GetBytes(response.Body);
        }

        try
        {
            return Convert.FromBase64String(response.Body);
        }
        catch (FormatException)
        {
            throw new MalformedProxyResponseException("'isBase64Encoded' is true, but 'body' is not base64.");
        }
    }
}
