using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using Amplify.Local.Hosting;
using Microsoft.Extensions.Primitives;

namespace Amplify.Local.ApiGateway.Responses;

/// <summary>Gives an API's own answers: the service's words with Amplify's CORS headers, changed as the API says.</summary>
internal sealed class GatewayResponder(GatewayCors cors, IEnumerable<KeyValuePair<GatewayResponseType, GatewayResponse>> changes)
{
    private readonly FrozenDictionary<GatewayResponseType, GatewayResponse> _changes = changes.ToFrozenDictionary();

    public HttpAnswer Preflight => cors.Preflight;

    public HttpAnswer Answer(LocalRequest request, GatewayError error)
    {
        HttpAnswer answer = cors.Answer(error);
        if (Find(error) is not { } change)
        {
            return answer;
        }

        return answer with
        {
            StatusCode = change.StatusCode ?? answer.StatusCode,
            ContentType = change.Headers.TryGetValue("Content-Type", out string? contentType) ? contentType : answer.ContentType,
            Headers = Merge(answer.Headers, change.Headers),
            Body = change.Template is { } template ? Encoding.UTF8.GetBytes(Render(template, request, error)) : answer.Body,
        };
    }

    private GatewayResponse? Find(GatewayError error)
    {
        GatewayResponseType others = error.StatusCode >= 500 ? GatewayResponseType.Default5xx : GatewayResponseType.Default4xx;
        return _changes.GetValueOrDefault(error.Type) ?? _changes.GetValueOrDefault(others);
    }

    private static KeyValuePair<string, StringValues>[] Merge(IEnumerable<KeyValuePair<string, StringValues>> usual, IDictionary<string, string> own) =>
    [
        .. usual.Where(header => !own.ContainsKey(header.Key)),
        .. own.Where(static header => !header.Key.Equals("Content-Type", StringComparison.OrdinalIgnoreCase))
            .Select(static header => new KeyValuePair<string, StringValues>(header.Key, header.Value)),
    ];

    private static string Render(string template, LocalRequest request, GatewayError error) => template
        .Replace("$context.error.messageString", JsonText.Quote(error.Message), StringComparison.Ordinal)
        .Replace("$context.error.message", error.Message, StringComparison.Ordinal)
        .Replace("$context.error.responseType", NameOf(error.Type), StringComparison.Ordinal)
        .Replace("$context.requestId", request.RequestId, StringComparison.Ordinal);

    // DEFAULT_4XX, INVALID_API_KEY: the service's names are ours with capitals and underscores.
    private static string NameOf(GatewayResponseType type)
    {
        var name = new StringBuilder();
        foreach (char letter in type.ToString())
        {
            name.Append(name.Length > 0 && (char.IsAsciiLetterUpper(letter) || char.IsAsciiDigit(letter)) ? "_" : "");
            name.Append(char.ToUpper(letter, CultureInfo.InvariantCulture));
        }

        return name.ToString();
    }
}
