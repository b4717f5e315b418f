using Amplify.Local.ApiGateway.Responses;
using Amplify.Local.Hosting;
using Microsoft.Extensions.Primitives;

namespace Amplify.Local.ApiGateway;

/// <summary>The CORS headers that Amplify gives an API: on preflights and on the gateway's own errors, never on a handler's answers.</summary>
internal sealed class GatewayCors
{
    private const string DefaultAllowedHeaders = "Content-Type,X-Amz-Date,Authorization,X-Api-Key,X-Amz-Security-Token";

    private readonly KeyValuePair<string, StringValues>[] _allow;

    public GatewayCors(IEnumerable<string> moreHeaders)
    {
        _allow =
        [
            new("Access-Control-Allow-Origin", "*"),
            new("Access-Control-Allow-Headers", string.Join(',', [DefaultAllowedHeaders, .. moreHeaders])),
            new("Access-Control-Allow-Methods", "DELETE,GET,HEAD,OPTIONS,PATCH,POST,PUT"),
        ];
        Preflight = new HttpAnswer { StatusCode = 200, Headers = _allow, Body = "{}"u8.ToArray() };
    }

    public HttpAnswer Preflight { get; }

    /// <summary>Makes an error readable in a browser, with the clock and the kind of error that a client corrects itself by.</summary>
    public HttpAnswer Answer(GatewayError error) => new()
    {
        StatusCode = error.StatusCode,
        Body = error.Body,
        Headers =
        [
            .. error.ErrorType.Length == 0 ? [] : new[] { new KeyValuePair<string, StringValues>("x-amzn-ErrorType", error.ErrorType) },
            .. _allow,
            new("Access-Control-Expose-Headers", "Date,X-Amzn-ErrorType"),
        ],
    };
}
