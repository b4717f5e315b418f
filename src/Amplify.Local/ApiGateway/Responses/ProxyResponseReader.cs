using System.Globalization;
using System.Text.Json;

namespace Amplify.Local.ApiGateway.Responses;

/// <summary>Reads what a function returned as a proxy response, as strictly as API Gateway does.</summary>
internal static class ProxyResponseReader
{
    public static ProxyResponse Read(ReadOnlyMemory<byte> payload)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(payload);
            return Read(document.RootElement);
        }
        catch (JsonException)
        {
            throw new MalformedProxyResponseException("It is not JSON.");
        }
    }

    private static ProxyResponse Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new MalformedProxyResponseException($"It must be an object, but is {root.ValueKind}.");
        }

        int statusCode = 200;
        string? body = null;
        bool isBase64 = false;
        IDictionary<string, string>? headers = null;
        IDictionary<string, IReadOnlyList<string>>? multiValueHeaders = null;
        foreach (JsonProperty member in root.EnumerateObject())
        {
            switch (member.Name)
            {
                case "statusCode":
                    statusCode = ReadStatusCode(member.Value);
                    break;
                case "headers":
                    headers = ReadHeaders(member.Value);
                    break;
                case "multiValueHeaders":
                    multiValueHeaders = ReadMultiValueHeaders(member.Value);
                    break;
                case "body":
                    body = ReadBody(member.Value);
                    break;
                case "isBase64Encoded":
                    isBase64 = ReadFlag(member.Value);
                    break;
                default:
                    throw new MalformedProxyResponseException($"It has the member '{member.Name}', which a proxy response must not have.");
            }
        }

        return new ProxyResponse
        {
            StatusCode = statusCode,
            Body = body,
            IsBase64Encoded = isBase64,
            Headers = headers ?? new Dictionary<string, string>(),
            MultiValueHeaders = multiValueHeaders ?? new Dictionary<string, IReadOnlyList<string>>(),
        };
    }

    private static int ReadStatusCode(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number))
        {
            return number;
        }

        return value.ValueKind == JsonValueKind.String && int.TryParse(value.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out int text)
            ? text
            : throw new MalformedProxyResponseException("'statusCode' must be a whole number.");
    }

    private static string? ReadBody(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Null => null,
        _ => throw new MalformedProxyResponseException($"'body' must be a string, but is {value.ValueKind}; serialize the object into it."),
    };

    private static bool ReadFlag(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False or JsonValueKind.Null => false,
        _ => throw new MalformedProxyResponseException("'isBase64Encoded' must be true or false."),
    };

    private static Dictionary<string, string>? ReadHeaders(JsonElement value)
    {
        if (!IsObject(value, "headers"))
        {
            return null;
        }

        var headers = new Dictionary<string, string>();
        foreach (JsonProperty header in value.EnumerateObject())
        {
            headers[header.Name] = ReadHeaderValue(header.Name, header.Value);
        }

        return headers;
    }

    private static Dictionary<string, IReadOnlyList<string>>? ReadMultiValueHeaders(JsonElement value)
    {
        if (!IsObject(value, "multiValueHeaders"))
        {
            return null;
        }

        var headers = new Dictionary<string, IReadOnlyList<string>>();
        foreach (JsonProperty header in value.EnumerateObject())
        {
            if (header.Value.ValueKind != JsonValueKind.Array)
            {
                throw new MalformedProxyResponseException($"'multiValueHeaders' must hold arrays, but '{header.Name}' is {header.Value.ValueKind}.");
            }

            headers[header.Name] = [.. header.Value.EnumerateArray().Select(item => ReadHeaderValue(header.Name, item))];
        }

        return headers;
    }

    private static bool IsObject(JsonElement value, string name) => value.ValueKind switch
    {
        JsonValueKind.Object => true,
        JsonValueKind.Null => false,
        _ => throw new MalformedProxyResponseException($"'{name}' must be an object, but is {value.ValueKind}."),
    };

    private static string ReadHeaderValue(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => throw new MalformedProxyResponseException($"The header '{name}' must be a string or a boolean, but is {value.ValueKind}."),
    };
}
