using System.Globalization;
using System.Text.Json;
using Amplify.Local.Hosting;

namespace Amplify.Local.Tables;

/// <summary>The REST API over a table of items that the backend serves when it is started without a project.</summary>
internal sealed class TableApi(ItemStore items, ItemQuery query)
{
    private const int DefaultLimit = 100;
    private const int LargestLimit = 1000;

    /// <summary>Maps the table as Amplify does: a resource and its proxy, each for any method.</summary>
    public void MapTo(LocalRestApi api)
    {
        api.Map("ANY", "/items", Handle);
        api.Map("ANY", "/items/{proxy+}", Handle);
    }

    private ProxyResponse Handle(ProxyRequest request)
    {
        try
        {
            return request.RawPathParameters is [var proxy] ? HandleItem(request, ItemId(proxy.Value)) : HandleTable(request);
        }
        catch (TableException exception)
        {
            return Answer(exception.StatusCode, JsonText.Message("message", exception.Message));
        }
    }

    private ProxyResponse HandleTable(ProxyRequest request)
    {
        switch (request.HttpMethod)
        {
            case "GET" or "HEAD":
                return Answer(200, List(request));
            case "PUT":
                using (JsonDocument item = ItemDocument.Parse(request.BodyBytes))
                {
                    bool created = items.Put(ItemDocument.RequiredId(item.RootElement), request.BodyBytes);
                    return Answer(created ? 201 : 200, request.BodyBytes);
                }

            case "POST":
                using (JsonDocument item = ItemDocument.Parse(request.BodyBytes))
                {
                    string id = Guid.NewGuid().ToString();
                    byte[] created = ItemDocument.WithId(item.RootElement, id);
                    items.Put(id, created);
                    return Answer(201, created);
                }

            default:
                throw new TableException(405, $"{request.HttpMethod} needs the id of an item: /items/{{id}}.");
        }
    }

    private ProxyResponse HandleItem(ProxyRequest request, string id)
    {
        switch (request.HttpMethod)
        {
            case "GET" or "HEAD":
                return Answer(200, items.Find(id) ?? throw NotFound());
            case "PATCH":
                using (JsonDocument patch = ItemDocument.Parse(request.BodyBytes))
                {
                    return Answer(200, items.Update(id, item => Merge(item, patch.RootElement)) ?? throw NotFound());
                }

            case "DELETE":
                items.Delete(id);
                return ProxyResponse.Empty(204).WithCors();
            default:
                throw new TableException(405, $"{request.HttpMethod} goes to /items, with the id in the body.");
        }
    }

    private ReadOnlyMemory<byte> List(ProxyRequest request)
    {
        string? order = request.QueryStringParameters.GetValueOrDefault("order") is { Length: > 0 } field ? field : null;
        ItemPage page = query.List(order, Limit(request), Token(request, order));
        return JsonText.Write(page, static (writer, page) =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("items");
            foreach (byte[] item in page.Items)
            {
                writer.WriteRawValue(item, skipInputValidation: true);
            }

            writer.WriteEndArray();
            writer.WriteString("nextToken", page.Next?.Encode());
            writer.WriteEndObject();
        });
    }

    private static byte[] Merge(byte[] item, JsonElement patch)
    {
        using JsonDocument current = JsonDocument.Parse(item);
        return ItemDocument.Merge(current.RootElement, patch);
    }

    private static int Limit(ProxyRequest request)
    {
        if (!request.QueryStringParameters.TryGetValue("limit", out string? text))
        {
            return DefaultLimit;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int limit) && limit is > 0 and <= LargestLimit
            ? limit
            : throw new TableException(400, $"'limit' must be a whole number from 1 to {LargestLimit}.");
    }

    private static PageToken? Token(ProxyRequest request, string? order) => request.QueryStringParameters.TryGetValue("nextToken", out string? text)
        ? PageToken.Decode(text, order) ?? throw new TableException(400, "'nextToken' is not one that this list gave out.")
        : null;

    // {proxy+} takes any number of segments, an item's path is one; an encoded slash within an id is not a separator.
    private static string ItemId(string proxy)
    {
        return proxy.Contains('/', StringComparison.Ordinal) ? throw NotFound() : Uri.UnescapeDataString(proxy);
    }

    private static TableException NotFound() => new(404, "Not found");

    private static ProxyResponse Answer(int statusCode, ReadOnlyMemory<byte> body) =>
        new() { StatusCode = statusCode, Headers = ProxyResponse.CorsHeaders, Utf8Body = body };
}
